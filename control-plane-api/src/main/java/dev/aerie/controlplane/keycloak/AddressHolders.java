package dev.aerie.controlplane.keycloak;

import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Whose an e-mail address is. Addresses move, to a person's next account or to a successor, and our
 * rows name who had one last until the next one signs in; so Keycloak is asked each time. Safe for
 * use by many threads.
 */
@ApplicationScoped
public class AddressHolders {
  private final KeycloakUsers keycloak;

  AddressHolders(KeycloakUsers keycloak) {
    this.keycloak = keycloak;
  }

  /**
   * The id of the account that has this address now and has proven it; empty when none has, or none
   * that has ever signed in here.
   *
   * @throws dev.aerie.controlplane.problem.Problem 503 when Keycloak cannot be asked
   */
  public Optional<String> find(Sql sql, String email) {
    return keycloak
        .find(email)
        .filter(KeycloakUsers.Account::verified)
        .flatMap(holder -> account(sql, holder));
  }

  private static Optional<String> account(Sql sql, KeycloakUsers.Account holder) {
    sql.identify(holder.subject());
    try {
      return sql.first(
          "SELECT id FROM users WHERE subject = ?", row -> row.string("id"), holder.subject());
    } finally {
      sql.identify("");
    }
  }
}
