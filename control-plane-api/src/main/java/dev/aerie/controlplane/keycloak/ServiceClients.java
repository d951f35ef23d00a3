package dev.aerie.controlplane.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.identifier.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Clients of the realm that stand for service accounts: they have a secret, the grant {@code
 * client_credentials} and no other. Safe for use by many threads.
 */
@ApplicationScoped
public class ServiceClients {
  private static final String CLIENTS = "/clients/";
  private static final String AUDIENCE = "included.client.audience";

  private final KeycloakAdmin admin;
  private final KeycloakConfig config;

  ServiceClients(KeycloakAdmin admin, KeycloakConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * A client just made.
   *
   * @param key what Keycloak calls it
   * @param subject who its tokens are of, as {@code "<issuer> <sub>"}
   */
  public record Made(String key, String subject, String secret) {}

  /** Makes one; its tokens are meant for the control plane. */
  public Made create(String clientId, String name) {
    String key =
        admin.create(
            "/clients",
            Map.of(
                "clientId",
                clientId,
                "name",
                name,
                "publicClient",
                false,
                "standardFlowEnabled",
                false,
                "directAccessGrantsEnabled",
                false,
                "serviceAccountsEnabled",
                true,
                "fullScopeAllowed",
                false,
                "protocolMappers",
                List.of(audience())));
    JsonNode user = admin.get(CLIENTS + key + "/service-account-user");
    return new Made(
        key, config.issuer() + " " + user.path("id").asText(), secret(admin.get(secretOf(key))));
  }

  private Map<String, Object> audience() {
    return Map.of(
        "name",
        "audience of the control plane",
        "protocol",
        "openid-connect",
        "protocolMapper",
        "oidc-audience-mapper",
        "config",
        Map.of(
            AUDIENCE, config.clientId(), "access.token.claim", "true", "id.token.claim", "false"));
  }

  /** Gives one another secret; the one before ends. */
  public String rotate(String key) {
    return secret(admin.post(secretOf(key), Map.of()));
  }

  /** Lets one ask for tokens, or no more. */
  public void enable(String key, String clientId, boolean enabled) {
    admin.put(CLIENTS + key, Map.of("clientId", clientId, "enabled", enabled));
  }

  /** Removes one; false when it was not there. */
  public boolean delete(String key) {
    return admin.delete(CLIENTS + key);
  }

  /**
   * A client that is there.
   *
   * @param key what Keycloak calls it
   */
  public record Found(String key, String clientId) {}

  /**
   * All in the realm that were made for this control plane: such an id alone another one's clients
   * have, too, but not tokens that are meant for this one.
   */
  public List<Found> all() {
    return admin.list("/clients?search=true&clientId=" + Kind.SERVICE_ACCOUNT.prefix()).stream()
        .filter(this::isOurs)
        .map(client -> new Found(client.path("id").asText(), client.path("clientId").asText()))
        .toList();
  }

  private boolean isOurs(JsonNode client) {
    return Kind.SERVICE_ACCOUNT.matches(client.path("clientId").asText())
        && StreamSupport.stream(client.path("protocolMappers").spliterator(), false)
            .map(mapper -> mapper.path("config").path(AUDIENCE).asText())
            .anyMatch(config.clientId()::equals);
  }

  private static String secretOf(String key) {
    return CLIENTS + key + "/client-secret";
  }

  private static String secret(JsonNode answer) {
    return answer.path("value").asText();
  }
}
