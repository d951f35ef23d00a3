package dev.aerie.controlplane.scim;

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
  private final Identifiers identifiers;
  private final Clock clock;

  AccountLinks(
      MemberRepository members, KeycloakUsers keycloak, Identifiers identifiers, Clock clock) {
    this.members = members;
    this.keycloak = keycloak;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /**
   * The id of the account with this address.
   *
   * @throws Problem 409 when an account has it that nobody has proven to be theirs
   */
  String find(ScimCall call, String email, String firstName, String lastName) {
    return members
        .account(call.sql(), email)
        .or(() -> keycloak.find(email).map(account -> known(call, account, email)))
        .orElseGet(() -> keep(call, keycloak.create(email, firstName, lastName), email));
  }

  private String known(ScimCall call, KeycloakUsers.Account account, String email) {
    Optional<Stored> stored = stored(call.sql(), account);
    if (!account.verified() && !isMadeHere(stored, account, email)) {
      throw new Problem(
          Code.ACCOUNT_UNVERIFIED,
          "An account has the address %s, which nobody has verified. Let the person verify it first."
              .formatted(email));
    }
    return stored.map(Stored::id).orElseGet(() -> keep(call, account, email));
  }

  private static Optional<Stored> stored(Sql sql, KeycloakUsers.Account account) {
    sql.identify(account.subject());
    return sql.first(
        "SELECT id, provisioned FROM users WHERE subject = ?",
        row -> new Stored(row.string("id"), row.flag("provisioned")),
        account.subject());
  }

  /** Without a row it was made for a request that was refused or cut off, if it is nobody's. */
  private boolean isMadeHere(Optional<Stored> stored, KeycloakUsers.Account account, String email) {
    return account.username().equalsIgnoreCase(email)
        && stored.map(Stored::provisioned).orElseGet(() -> !keycloak.isAnybodys(account));
  }

  private String keep(ScimCall call, KeycloakUsers.Account account, String email) {
    call.sql().identify(account.subject());
    call.sql()
        .change(
            """
            INSERT INTO users (id, subject, name, provisioned, created_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (subject) DO NOTHING
            """,
            identifiers.next(Kind.USER),
            account.subject(),
            email,
            !account.verified(),
            clock.instant());
    return stored(call.sql(), account).orElseThrow().id();
  }

  /**
   * @param provisioned whether nobody has proven yet that the address is theirs
   */
  private record Stored(String id, boolean provisioned) {}
}
