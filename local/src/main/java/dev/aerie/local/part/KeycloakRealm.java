package dev.aerie.local.part;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Documents;
import dev.aerie.local.home.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * The realm that Aerie's people live in: made through Keycloak's admin API when it is not there.
 */
public final class KeycloakRealm {
  static final String NAME = "aerie";
  static final String ADMINISTRATOR = "keycloak-admin";
  static final String ADMINISTRATOR_PASSWORD = "keycloakAdminPassword";
  private static final String REALM_FILE = "/keycloak/aerie-realm.json";
  private static final String LOCAL_CLIENT_FILE = "/keycloak/aerie-local-client.json";
  private static final String CONSOLE = "aerie-console";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int CONFLICT = 409;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;
  private final String controlPlane;
  private final Secrets secrets;

  /**
   * @param base the address of Keycloak
   * @param controlPlane that of the control plane, which Keycloak tells of sessions that have ended
   */
  public KeycloakRealm(String base, String controlPlane, Secrets secrets) {
    this.base = base;
    this.controlPlane = controlPlane;
    this.secrets = secrets;
  }

  /**
   * Makes the realm, or tells one that is there where the control plane is, and makes the client by
   * which the quickstart and tests sign in with a password. That one is no part of the realm's
   * file: a password alone lets in there, which no other platform wants.
   */
  public void ensure() {
    if (!Probe.http(base + "/realms/" + NAME)) {
      create("/admin/realms", REALM_FILE);
    } else {
      tellWhereSessionsEnd();
    }
    create("/admin/realms/" + NAME + "/clients", LOCAL_CLIENT_FILE);
  }

  /** The realm may be older than that it is told, and ports can be chosen anew. */
  private void tellWhereSessionsEnd() {
    String clients = "/admin/realms/" + NAME + "/clients";
    HttpResponse<String> found = call("GET", clients + "?clientId=" + CONSOLE, "");
    mustBe(found, CONSOLE, OK);
    try {
      if (Documents.JSON.readTree(found.body()).path(0) instanceof ObjectNode console) {
        console
            .withObject("attributes")
            .put("backchannel.logout.url", logoutUrl())
            .put("backchannel.logout.session.required", "true");
        String path = clients + "/" + console.path("id").asText();
        mustBe(call("PUT", path, console.toString()), CONSOLE, NO_CONTENT);
      }
    } catch (IOException e) {
      throw new LauncherException("Keycloak's answer can't be read: " + found.body(), e);
    }
  }

  private String logoutUrl() {
    return controlPlane + "/logout/back-channel";
  }

  private void create(String path, String file) {
    mustBe(call("POST", path, content(file)), file, CREATED, CONFLICT);
  }

  private static void mustBe(HttpResponse<String> answer, String what, int... statuses) {
    if (IntStream.of(statuses).noneMatch(status -> status == answer.statusCode())) {
      throw new LauncherException(
          "Keycloak refuses %s (%d): %s".formatted(what, answer.statusCode(), answer.body()));
    }
  }

  private HttpResponse<String> call(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private String content(String name) {
    try (InputStream file = KeycloakRealm.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${logoutUrl}", logoutUrl())
          .replace("${consoleClientSecret}", secrets.get("consoleClientSecret"))
          .replace("${adminPassword}", secrets.get("adminPassword"));
    } catch (IOException e) {
      throw new LauncherException("%s can't be read: %s".formatted(name, e), e);
    }
  }

  private String token() {
    String form =
        "grant_type=password&client_id=admin-cli&username=%s&password=%s"
            .formatted(
                ADMINISTRATOR,
                URLEncoder.encode(secrets.get(ADMINISTRATOR_PASSWORD), StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(
                    URI.create(base + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    try {
      JsonNode token = Documents.JSON.readTree(answer.body()).path("access_token");
      if (token.isMissingNode()) {
        throw new LauncherException(
            "Keycloak does not sign its administrator in: " + answer.body());
      }
      return token.asText();
    } catch (IOException e) {
      throw new LauncherException("Keycloak's answer can't be read: " + answer.body(), e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new LauncherException("Keycloak does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("interrupted", e);
    }
  }
}
