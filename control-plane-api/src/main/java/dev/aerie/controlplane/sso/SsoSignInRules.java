package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.access.SignIn;
import dev.aerie.controlplane.access.SignInRules;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberRepository;
import dev.aerie.controlplane.member.Provisioning;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.scim.ProvisionedUserRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who may come through a connection and who must. Keycloak refuses much of this already; here it is
 * looked at again at every call, by our own rows. Safe for use by many threads.
 */
@ApplicationScoped
class SsoSignInRules implements SignInRules {
  private static final Duration LONGEST_SESSION = Duration.ofDays(90);

  private final SsoConnectionRepository connections;
  private final Provisioning provisioning;
  private final ProvisionedUserRepository provisioned;
  private final Database database;
  private final Caller caller;
  private final AuditLog audit;
  private final Clock clock;

  SsoSignInRules(
      SsoConnectionRepository connections,
      Provisioning provisioning,
      ProvisionedUserRepository provisioned,
      Database database,
      Caller caller,
      AuditLog audit,
      Clock clock) {
    this.connections = connections;
    this.provisioning = provisioning;
    this.provisioned = provisioned;
    this.database = database;
    this.caller = caller;
    this.audit = audit;
    this.clock = clock;
  }

  private record Rule(
      String organization,
      String id,
      String domain,
      boolean enforced,
      Optional<String> owner,
      boolean kept) {
    static Rule read(Row row) {
      return new Rule(
          row.string("org_id"),
          row.string("id"),
          row.string("domain"),
          row.flag("enforced"),
          row.text("break_glass_user_id"),
          row.flag("kept"));
    }

    /** The address may have been changed since the person became a member: both count. */
    boolean binds(SignIn signIn) {
      return enforced && (kept || signIn.domain().filter(domain::equals).isPresent());
    }
  }

  /** The connection a session came through, if it is one of ours. */
  private static Optional<String> connection(SignIn signIn) {
    return signIn.provider().filter(Kind.SSO_CONNECTION::matches);
  }

  private List<Rule> rules(SignIn signIn, Optional<String> account) {
    Optional<String> connection = connection(signIn);
    if (connection.isEmpty() && signIn.domain().isEmpty() && account.isEmpty()) {
      return List.of();
    }
    return database.transaction(
        Scope.none(),
        sql ->
            sql.list(
                "SELECT * FROM sso_rules(?, ?, ?)",
                Rule::read,
                signIn.domain().orElse(""),
                connection.orElse(""),
                account.orElse("")));
  }

  @Override
  public void check(SignIn signIn, Optional<String> account) {
    List<Rule> rules = rules(signIn, account);
    Optional<String> connection = connection(signIn);
    connection.ifPresent(
        id -> mustHold(signIn, rules.stream().filter(rule -> rule.id().equals(id)).findFirst()));
    rules.stream()
        .filter(rule -> rule.binds(signIn))
        .filter(rule -> connection.filter(rule.id()::equals).isEmpty())
        .filter(rule -> account.isEmpty() || !account.equals(rule.owner()))
        .findFirst()
        .ifPresent(
            rule ->
                refuse(
                    signIn,
                    rule,
                    Code.SSO_REQUIRED,
                    "People of %s sign in by their organization's identity provider. Sign out, and sign in again with that."
                        .formatted(rule.domain())));
  }

  private void mustHold(SignIn signIn, Optional<Rule> found) {
    Rule rule =
        found.orElseThrow(
            () ->
                new Problem(
                    Code.SSO_CONNECTION_GONE,
                    "The single sign-on connection this session came through is no more. Sign in again."));
    if (signIn.domain().filter(rule.domain()::equals).isEmpty() || !signIn.emailVerified()) {
      refuse(
          signIn,
          rule,
          Code.SSO_FOREIGN_ADDRESS,
          "The identity provider of %s vouches for addresses in that domain only. Ask its administrator to send your address there."
              .formatted(rule.domain()));
    }
    if (!signIn.lastProvider().equals(signIn.provider())) {
      // The groups are of a later sign-in by another provider and say nothing here.
      refuse(
          signIn,
          rule,
          Code.SSO_SESSION_REPLACED,
          "You have signed in by another identity provider since. Sign in again.");
    }
  }

  private void refuse(SignIn signIn, Rule rule, Code code, String detail) {
    caller.claims(
        new Principal(
            Principal.Kind.USER,
            signIn.subject(),
            signIn.email().orElse(signIn.subject()),
            List.of()));
    caller.touch(rule.organization());
    throw new Problem(code, detail);
  }

  @Override
  public void admit(SignIn signIn, Principal person) {
    for (Rule rule : rules(signIn, Optional.of(person.id()))) {
      boolean through = connection(signIn).filter(rule.id()::equals).isPresent();
      boolean past = rule.binds(signIn) && rule.owner().filter(person.id()::equals).isPresent();
      if (through || past) {
        caller.claims(person);
        database.transaction(
            Scope.caller(List.of(rule.organization()), person.id()),
            sql -> {
              if (isNew(sql, rule, signIn, person)) {
                begin(sql, rule, signIn, person, through);
              }
              return person;
            });
      }
    }
  }

  private static boolean isNew(Sql sql, Rule rule, SignIn signIn, Principal person) {
    return sql.first(
            "SELECT 1 FROM sso_sign_ins WHERE org_id = ? AND connection_id = ? AND user_id = ? AND session = ?",
            row -> rule,
            rule.organization(),
            rule.id(),
            person.id(),
            signIn.session())
        .isEmpty();
  }

  private void begin(Sql sql, Rule rule, SignIn signIn, Principal person, boolean through) {
    if (through) {
      provision(sql, rule, signIn, person);
    } else {
      audit.record(
          sql,
          rule.organization(),
          "sign-in.break-glass",
          person.id(),
          Optional.empty(),
          Optional.empty());
    }
    sql.change(
        "DELETE FROM sso_sign_ins WHERE org_id = ? AND user_id = ? AND at < ?",
        rule.organization(),
        person.id(),
        clock.instant().minus(LONGEST_SESSION));
    sql.change(
        """
        INSERT INTO sso_sign_ins (org_id, connection_id, user_id, session, at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        rule.organization(),
        rule.id(),
        person.id(),
        signIn.session(),
        clock.instant());
  }

  /** Roles that the provider has told by SCIM stay: the sign-in does not know of them. */
  private void provision(Sql sql, Rule rule, SignIn signIn, Principal person) {
    MemberRepository.lock(sql, rule.organization());
    if (provisioned.decides(sql, rule.organization(), person.id())) {
      return;
    }
    SsoConnection connection = connections.find(sql, rule.organization(), rule.id()).orElseThrow();
    MappedRoles roles =
        MappedRoles.of(connection.roleMappings(), connection.defaultRole(), signIn.groups())
            .orElseThrow(() -> noRole(rule));
    provisioning.give(
        sql,
        new Member(
            person.id(),
            rule.organization(),
            person.name(),
            roles.role(),
            roles.projects(),
            false,
            clock.instant(),
            1));
  }

  private Problem noRole(Rule rule) {
    caller.touch(rule.organization());
    return new Problem(
        Code.SSO_NO_ROLE,
        "None of your groups opens the organization of %s. Ask its owner for a mapping."
            .formatted(rule.domain()));
  }
}
