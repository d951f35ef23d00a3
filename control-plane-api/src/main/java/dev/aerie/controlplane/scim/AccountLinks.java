package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.keycloak.KeycloakUsers;
import dev.aerie.controlplane.member.MemberRepository;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Finds or makes the account behind an address. Only the person who reads that address's mail may
 * come to have the account: it has no password, and one whose address was never proven is taken
 * only if it was made here for that address. Safe for use by many threads.
 */
@ApplicationScoped
public class AccountLinks {
  private final MemberRepository members;
  private final KeycloakUsers keycloak;
  private final Database database;
  private final Identifiers identifiers;
  private final Clock clock;

  AccountLinks(
      MemberRepository members,
      KeycloakUsers keycloak,
      Database database,
      Identifiers identifiers,
      Clock clock) {
    this.members = members;
    this.keycloak = keycloak;
    this.database = database;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /**
   * The id of the account with this address.
   *
   * @throws Problem 409 when an account has it that nobody has proven to be theirs
   */
  String find(Sql sql, String email, String firstName, String lastName) {
    return members
        .account(sql, email)
        .or(() -> keycloak.find(email).map(account -> known(account, email)))
        .orElseGet(() -> keep(keycloak.create(email, firstName, lastName), email));
  }

  private String known(KeycloakUsers.Account account, String email) {
    Optional<Stored> stored = stored(account);
    boolean madeHere =
        stored.map(Stored::provisioned).orElse(false) && account.username().equalsIgnoreCase(email);
    if (!account.verified() && !madeHere) {
      throw new Problem(
          Code.ACCOUNT_UNVERIFIED,
          "An account has the address %s, which nobody has verified. Let the person verify it first."
              .formatted(email));
    }
    return stored.map(Stored::id).orElseGet(() -> keep(account, email));
  }

  private Optional<Stored> stored(KeycloakUsers.Account account) {
    return database.transaction(
        Scope.subject(account.subject()),
        sql ->
            sql.first(
                "SELECT id, provisioned FROM users WHERE subject = ?",
                row -> new Stored(row.string("id"), row.flag("provisioned")),
                account.subject()));
  }

  /** Kept at once, whatever becomes of the request: Keycloak has the account now. */
  private String keep(KeycloakUsers.Account account, String email) {
    database.transaction(
        Scope.subject(account.subject()),
        sql ->
            sql.change(
                """
                INSERT INTO users (id, subject, name, provisioned, created_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (subject) DO NOTHING
                """,
                identifiers.next(Kind.USER),
                account.subject(),
                email,
                !account.verified(),
                clock.instant()));
    return stored(account).orElseThrow().id();
  }

  private record Stored(String id, boolean provisioned) {}
}
