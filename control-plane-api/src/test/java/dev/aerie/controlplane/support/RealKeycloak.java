package dev.aerie.controlplane.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The control plane with Keycloak itself as its identity provider. */
public class RealKeycloak implements QuarkusTestProfile {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Override
  public Map<String, String> getConfigOverrides() {
    KeycloakServer keycloak = KeycloakServer.running();
    return Map.of(
        "quarkus.oidc.auth-server-url",
        keycloak.issuer(),
        "quarkus.oidc.credentials.secret",
        keycloak.secret("consoleClientSecret"),
        // Customers' identity providers are realms of the same Keycloak.
        "aerie.outbound.allowed-ranges",
        "127.0.0.1/32",
        // Most tests are of the same person.
        "aerie.organizations.per-person",
        "10000");
  }

  /** The first user of the realm. */
  public static Api administrator() {
    return new Api(
        token(
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "aerie-local",
                    "scope",
                    "openid",
                    "username",
                    "admin@aerie.local",
                    "password",
                    KeycloakServer.running().secret("adminPassword")))
            .mustBe(200)
            .text("access_token"));
  }

  /** Asks for a token by these fields of a form. */
  public static Api.Answer token(Map<String, String> form) {
    return post(KeycloakServer.running().issuer() + "/protocol/openid-connect/token", form);
  }

  private static Api.Answer post(String address, Map<String, String> form) {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
            .build());
  }

  /** Fields as a browser sends them. */
  public static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Reads something by the admin API, as Keycloak's administrator. */
  public static JsonNode read(String path) {
    return admin("GET", path, "").mustBe(200).json();
  }

  /** Calls the realm's admin API as Keycloak's administrator. */
  public static Api.Answer admin(String method, String path, String body) {
    return realms(method, "/aerie" + path, body);
  }

  /** Calls the admin API of any realm, below {@code /admin/realms}, as Keycloak's administrator. */
  public static Api.Answer realms(String method, String path, String body) {
    KeycloakServer keycloak = KeycloakServer.running();
    String token =
        post(
                keycloak.address() + "/realms/master/protocol/openid-connect/token",
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "admin-cli",
                    "username",
                    "keycloak-admin",
                    "password",
                    keycloak.secret("keycloakAdminPassword")))
            .mustBe(200)
            .text("access_token");
    return send(
        HttpRequest.newBuilder(URI.create(keycloak.address() + "/admin/realms" + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static Api.Answer send(HttpRequest request) {
    try {
      return new Api.Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ended);
    }
  }
}
