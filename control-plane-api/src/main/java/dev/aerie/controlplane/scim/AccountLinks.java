package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.keycloak.KeycloakRefusal;
import dev.aerie.controlplane.keycloak.KeycloakUsers;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds or makes the account that has an address now. Only the person who reads that address's mail
 * may come to have the account: it has no password, and one whose address was never proven is taken
 * only if it was made here for that address. Safe for use by many threads.
 */
@ApplicationScoped
public class AccountLinks {
  private static final int CONFLICT = 409;

  private final KeycloakUsers keycloak;
  private final Database database;
  private final Identifiers identifiers;
  private final Clock clock;

  AccountLinks(KeycloakUsers keycloak, Database database, Identifiers identifiers, Clock clock) {
    this.keycloak = keycloak;
    this.database = database;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /**
   * An account that was made here or is known here for the first time.
   *
   * @param provisioned whether nobody has proven yet that the address is theirs
   */
  record Made(String id, String subject, String email, boolean provisioned, Instant at) {}

  /**
   * The id of the account with this address.
   *
   * @throws Problem 409 when an account has it that nobody has proven to be theirs
   * @throws ScimRefusal 409 when it is only the name of an account
   */
  String find(ScimCall call, String email, String firstName, String lastName) {
    return keycloak
        .find(email)
        .map(account -> known(call, account, email))
        .orElseGet(() -> keep(call, made(email, firstName, lastName), email));
  }

  /** Keycloak gives nobody an address that is still the name of another account. */
  private KeycloakUsers.Account made(String email, String firstName, String lastName) {
    try {
      return keycloak.create(email, firstName, lastName);
    } catch (KeycloakRefusal refused) {
      throw refused.status() == CONFLICT
          ? ScimRefusal.taken("An account named " + email + ", whose address is another one now,")
          : refused;
    }
  }

  /**
   * Keeps accounts made for a request of which nothing else is kept: Keycloak has them now, and
   * without our row nobody could tell whose they are.
   */
  void keep(List<Made> accounts) {
    for (Made made : accounts) {
      database.transaction(Scope.subject(made.subject()), sql -> insert(sql, made));
    }
  }

  private String known(ScimCall call, KeycloakUsers.Account account, String email) {
    Optional<Stored> stored = stored(call.sql(), account);
    boolean madeHere =
        stored.filter(one -> one.provisioned() && one.name().equalsIgnoreCase(email)).isPresent();
    if (!account.verified() && !madeHere) {
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
        "SELECT id, name, provisioned FROM users WHERE subject = ?",
        row -> new Stored(row.string("id"), row.string("name"), row.flag("provisioned")),
        account.subject());
  }

  private String keep(ScimCall call, KeycloakUsers.Account account, String email) {
    var made =
        new Made(
            identifiers.next(Kind.USER),
            account.subject(),
            email,
            !account.verified(),
            clock.instant());
    call.accounts().add(made);
    call.sql().identify(account.subject());
    insert(call.sql(), made);
    return stored(call.sql(), account).orElseThrow().id();
  }

  private static int insert(Sql sql, Made made) {
    return sql.change(
        """
        INSERT INTO users (id, subject, name, provisioned, created_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (subject) DO NOTHING
        """,
        made.id(),
        made.subject(),
        made.email(),
        made.provisioned(),
        made.at());
  }

  /**
   * An account that is known here.
   *
   * @param name of one that was made here: the address it was made for
   */
  private record Stored(String id, String name, boolean provisioned) {}
}
