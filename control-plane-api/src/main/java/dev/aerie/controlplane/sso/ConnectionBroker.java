package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.keycloak.IdentityProviders;
import dev.aerie.controlplane.keycloak.KeycloakRefusal;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/**
 * What Keycloak has of connections. Our row and Keycloak's provider change in this order: the row,
 * Keycloak, the commit. What may remain of a failure in between opens nothing: {@link
 * SsoSignInRules} goes by the row alone. Safe for use by many threads.
 */
@ApplicationScoped
class ConnectionBroker {
  private final IdentityProviders providers;
  private final SsoConnectionRepository repository;

  ConnectionBroker(IdentityProviders providers, SsoConnectionRepository repository) {
    this.providers = providers;
    this.repository = repository;
  }

  /** Gives Keycloak a new connection. */
  void create(SsoConnection made, ProviderMetadata read, Optional<String> secret) {
    mustBeTaken(
        () ->
            providers.create(
                made.organizationId(),
                BrokerSettings.of(made, read.config(), secret, providers.entityId(made.id()))));
  }

  /** Gives Keycloak what holds now; without metadata read anew, on the settings it has. */
  void update(SsoConnection connection, Optional<ProviderMetadata> read, Optional<String> secret) {
    mustBeTaken(
        () -> {
          Map<String, String> before = providers.config(connection.id());
          providers.update(
              BrokerSettings.of(
                  connection,
                  read.map(ProviderMetadata::config).orElse(before),
                  // Keycloak masks the secret there is, and takes the mask for "as it was".
                  secret.or(() -> Optional.ofNullable(before.get("clientSecret"))),
                  providers.entityId(connection.id())));
        });
  }

  /** Gives Keycloak the domains that an organisation has proven. */
  void updateDomains(Sql sql, String organization) {
    mustBeTaken(() -> providers.setDomains(organization, repository.domains(sql, organization)));
  }

  void delete(Sql sql, SsoConnection gone) {
    mustBeTaken(() -> providers.delete(gone.id()));
    updateDomains(sql, gone.organizationId());
  }

  private static void mustBeTaken(Runnable change) {
    try {
      change.run();
    } catch (KeycloakRefusal refused) {
      throw new Problem(
          Code.SSO_BROKER_REFUSED,
          "Keycloak does not take the connection (%d). Test it; if Keycloak does not know it, delete it and make it anew."
              .formatted(refused.status()));
    }
  }
}
