package dev.aerie.controlplane.access;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Tells who a service account is: Keycloak vouches for the token, the row here for that it may
 * still be used. Safe for use by many threads.
 */
@ApplicationScoped
class ServiceAccountAuthentication {
  private final Database database;
  private final GrantRepository grants;
  private final Caller caller;

  ServiceAccountAuthentication(Database database, GrantRepository grants, Caller caller) {
    this.database = database;
    this.grants = grants;
    this.caller = caller;
  }

  /**
   * The service account behind a token.
   *
   * @throws Problem 401 when it is disabled or deleted, whatever its token says
   */
  Principal authenticate(String id, String subject) {
    Stored account =
        database
            .transaction(
                Scope.principal(id),
                sql ->
                    sql.first(
                        """
                        SELECT a.disabled, u.name FROM service_accounts a JOIN users u USING (id)
                        WHERE id = ? AND subject = ? AND deleted_at IS NULL
                        """,
                        row -> new Stored(row.string("name"), row.flag("disabled")),
                        id,
                        subject))
            .orElseThrow(ServiceAccountAuthentication::refusal);
    var principal =
        new Principal(Principal.Kind.SERVICE_ACCOUNT, id, account.name(), grants.of(id));
    if (account.disabled()) {
      caller.claims(principal);
      throw refusal();
    }
    return principal;
  }

  private static Problem refusal() {
    return Problem.unauthenticated(
        "The service account is disabled or was deleted. Ask an owner of the organization.");
  }

  private record Stored(String name, boolean disabled) {}
}
