package dev.aerie.controlplane.access;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Tells who a person is, by Keycloak's token or the console's session; the account is made at the
 * first call.
 */
@ApplicationScoped
public class PersonAuthentication {
  private static final Logger LOG = Logger.getLogger(PersonAuthentication.class);

  private final CurrentIdentityAssociation identities;
  private final ServiceAccountAuthentication serviceAccounts;
  private final GrantRepository grants;
  private final SignInRules rules;
  private final EndedSessions sessions;
  private final Caller caller;
  private final Database database;
  private final Identifiers identifiers;
  private final Clock clock;

  PersonAuthentication(
      CurrentIdentityAssociation identities,
      ServiceAccountAuthentication serviceAccounts,
      GrantRepository grants,
      SignInRules rules,
      EndedSessions sessions,
      Caller caller,
      Database database,
      Identifiers identifiers,
      Clock clock) {
    this.identities = identities;
    this.serviceAccounts = serviceAccounts;
    this.grants = grants;
    this.rules = rules;
    this.sessions = sessions;
    this.caller = caller;
    this.database = database;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /**
   * The person, or the service account, behind the request.
   *
   * @throws Problem 401 when there is no token or session, or it does not hold
   */
  public Principal authenticate() {
    SecurityIdentity identity = identity();
    if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
      throw Problem.unauthenticated(
          "Sign in, or send a credential: Authorization: Bearer <API key or access token>.");
    }
    if (token.containsClaim("events")) {
      // It has issuer, audience and signature as an access token has, and tells that one has ended.
      throw Problem.unauthenticated(
          "A logout token is no credential. Send an API key or an access token.");
    }
    SignIn signIn = SignIn.of(token);
    String client = Objects.requireNonNullElse(token.<String>getClaim("azp"), "");
    if (Kind.SERVICE_ACCOUNT.matches(client)) {
      return serviceAccounts.authenticate(client, signIn.subject());
    }
    caller.comesBy(signIn);
    Optional<Account> stored = known(signIn);
    rules.check(signIn, stored.map(Account::id));
    Optional<String> email = signIn.verifiedEmail();
    Account account =
        stored
            .filter(one -> email.isEmpty() || one.email().equals(email))
            .orElseGet(() -> keep(signIn.subject(), nameIn(token), email));
    rules.admit(
        signIn, new Principal(Principal.Kind.USER, account.id(), account.name(), List.of()));
    return new Principal(
        Principal.Kind.USER, account.id(), account.name(), grants.of(account.id()));
  }

  private SecurityIdentity identity() {
    try {
      return identities.getDeferredIdentity().await().indefinitely();
    } catch (SecurityException refused) {
      throw Problem.unauthenticated(
          "The access token or session is not valid any more. Sign in again.");
    } catch (RuntimeException unreachable) {
      LOG.warnf("The identity provider cannot be asked: %s", unreachable.getMessage());
      throw Problem.identityProviderUnavailable();
    }
  }

  private static String nameIn(JsonWebToken token) {
    return Optional.<String>ofNullable(token.getClaim("email"))
        .or(() -> Optional.ofNullable(token.getClaim("preferred_username")))
        .orElse(token.getSubject());
  }

  private Optional<Account> known(SignIn signIn) {
    return database.read(
        Scope.subject(signIn.subject()),
        sql -> {
          sessions.mustGoOn(sql, signIn);
          return find(sql, signIn.subject());
        });
  }

  private Account keep(String subject, String name, Optional<String> email) {
    return database.transaction(
        Scope.subject(subject),
        sql -> {
          sql.change(
              """
              INSERT INTO users (id, subject, name, email, created_at) VALUES (?, ?, ?, ?, ?)
              ON CONFLICT (subject) DO UPDATE SET email = excluded.email,
                provisioned = users.provisioned AND excluded.email IS NULL
              """,
              identifiers.next(Kind.USER),
              subject,
              name,
              email,
              clock.instant());
          return find(sql, subject).orElseThrow();
        });
  }

  private static Optional<Account> find(Sql sql, String subject) {
    return sql.first(
        "SELECT id, name, email FROM users WHERE subject = ?",
        row -> new Account(row.string("id"), row.string("name"), row.text("email")),
        subject);
  }

  private record Account(String id, String name, Optional<String> email) {}
}
