package dev.aerie.controlplane.sso.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.KeycloakServer;
import dev.aerie.controlplane.support.RealKeycloak;
import java.util.List;
import java.util.Map;

/** The realm of our people, and other realms of the same Keycloak. */
public final class Keycloak {
  private static final String PASSWORD = "correct horse battery";

  private Keycloak() {}

  /** Its address. */
  public static String base() {
    return KeycloakServer.running().address();
  }

  /** The realm of our people. */
  public static String issuer() {
    return KeycloakServer.running().issuer();
  }

  /** Adds somebody with a password to our realm. */
  public static void addPerson(String email) {
    admin(
        "POST",
        "/aerie/users",
        Map.of(
            "username",
            email,
            "email",
            email,
            "emailVerified",
            true,
            "enabled",
            true,
            "credentials",
            List.of(Map.of("type", "password", "value", PASSWORD))));
  }

  /** Gives somebody of our realm another address; their user name stays. */
  public static void move(String username, String email, boolean verified) {
    String id =
        RealKeycloak.read("/users?exact=true&username=" + username).path(0).path("id").asText();
    admin("PUT", "/aerie/users/" + id, Map.of("email", email, "emailVerified", verified));
  }

  /** An access token of somebody with a password in our realm. */
  public static String tokenOf(String email) {
    return RealKeycloak.token(
            Map.of(
                "grant_type", "password",
                "client_id", "aerie-local",
                "username", email,
                "password", PASSWORD,
                "scope", "openid"))
        .mustBe(200)
        .text("access_token");
  }

  /** Calls the admin API below {@code /admin/realms} and fails when it refuses. */
  public static JsonNode admin(String method, String path, Object body) {
    String text = body instanceof String one ? one : Api.JSON.valueToTree(body).toString();
    Api.Answer answer = RealKeycloak.realms(method, path, text);
    if (answer.status() >= 400) {
      throw new AssertionError(
          "%s %s answered %d: %s".formatted(method, path, answer.status(), answer.text()));
    }
    return answer.text().isEmpty() ? Api.JSON.createObjectNode() : answer.json();
  }
}
