package dev.aerie.controlplane.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** People's accounts of the realm. Safe for use by many threads. */
@ApplicationScoped
public class KeycloakUsers {
  private final KeycloakAdmin admin;
  private final KeycloakConfig config;

  KeycloakUsers(KeycloakAdmin admin, KeycloakConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * An account.
   *
   * @param subject who its tokens are of, as {@code "<issuer> <sub>"}
   * @param verified whether the person has proven that the address is theirs
   */
  public record Account(String subject, boolean verified) {}

  /** The account with this address. */
  public Optional<Account> find(String email) {
    JsonNode found =
        admin.get("/users?exact=true&email=" + URLEncoder.encode(email, StandardCharsets.UTF_8));
    return found.isEmpty() ? Optional.empty() : Optional.of(account(found.get(0)));
  }

  private Account account(JsonNode user) {
    return new Account(
        config.issuer() + " " + user.path("id").asText(), user.path("emailVerified").asBoolean());
  }

  /**
   * Makes an account with this address, which nobody has verified, and no password.
   *
   * @throws KeycloakRefusal 409 when an account has the address, or has it as its name only
   */
  public Account create(String email, String firstName, String lastName) {
    String id =
        admin.create(
            "/users",
            Map.of(
                "username", email,
                "email", email,
                "firstName", firstName,
                "lastName", lastName,
                "enabled", true));
    return new Account(config.issuer() + " " + id, false);
  }
}
