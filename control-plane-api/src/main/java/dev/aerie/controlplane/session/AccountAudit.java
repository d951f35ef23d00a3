package dev.aerie.controlplane.session;

import dev.aerie.controlplane.audit.AuditEvent;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.keycloak.KeycloakEvents.Event;
import dev.aerie.controlplane.refusal.RefusalBudget;
import dev.aerie.controlplane.throttle.TokenBuckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Records an event of an account with every organisation that its person belongs to, also where
 * they are disabled. Failures are recorded as far as {@link RefusalBudget} goes. Safe for use by
 * many threads.
 */
@ApplicationScoped
public class AccountAudit {
  /** What events are called in the audit log, by what Keycloak calls them. */
  private static final Map<String, String> ACTIONS =
      Map.of(
          "LOGIN_ERROR", "sign-in",
          "LOGOUT", "sign-out",
          "USER_DISABLED_BY_TEMPORARY_LOCKOUT", "account.lock",
          "USER_DISABLED_BY_PERMANENT_LOCKOUT", "account.lock",
          "SEND_RESET_PASSWORD", "account.send-reset",
          "UPDATE_CREDENTIAL", "credential.update",
          "REMOVE_CREDENTIAL", "credential.remove");

  /** What Keycloak calls the events that are recorded. */
  static final Set<String> TYPES = ACTIONS.keySet();

  private final Database database;
  private final AuditLog audit;
  private final RefusalBudget budget;

  AccountAudit(Database database, AuditLog audit, RefusalBudget budget) {
    this.database = database;
    this.audit = audit;
    this.budget = budget;
  }

  /**
   * What is told of an event.
   *
   * @param at when it was
   * @param client where somebody wanted to sign in
   * @param unrecorded how many failures of the same person before this one were not recorded
   */
  public record Told(
      Instant at,
      Optional<String> client,
      Optional<String> credential,
      Optional<String> error,
      long unrecorded) {}

  private record Person(String id, String name) {}

  void record(Event event) {
    Optional<Person> person = event.subject().flatMap(this::person);
    List<String> organizations = person.map(this::organizations).orElse(List.of());
    database.transaction(
        Scope.caller(organizations, ""),
        sql -> {
          if (isFirst(sql, event)) {
            organizations.forEach(id -> tell(sql, id, person.orElseThrow(), event));
          }
          return event;
        });
  }

  private static boolean isFirst(Sql sql, Event event) {
    return sql.change(
            "INSERT INTO account_events (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            event.id(),
            event.at())
        == 1;
  }

  private void tell(Sql sql, String organization, Person person, Event event) {
    if (event.error().isEmpty()) {
      tell(sql, organization, person, event, 0);
      return;
    }
    TokenBuckets.Decision decision = budget.take(organization, person.id());
    if (decision.allowed()) {
      tell(sql, organization, person, event, decision.missed());
    }
  }

  private void tell(Sql sql, String organization, Person person, Event event, long unrecorded) {
    audit.told(
        sql,
        organization,
        new AuditEvent.Actor("USER", person.id(), person.name()),
        event.address(),
        new AuditLog.Deed(
            ACTIONS.get(event.type()),
            person.id(),
            event.error().isEmpty() ? "OK" : "REFUSED",
            Optional.empty(),
            Optional.of(
                new Told(
                    event.at(), event.client(), event.credential(), event.error(), unrecorded))));
  }

  private Optional<Person> person(String subject) {
    return database.transaction(
        Scope.subject(subject),
        sql ->
            sql.first(
                "SELECT id, name FROM users WHERE subject = ?",
                row -> new Person(row.string("id"), row.string("name")),
                subject));
  }

  /** In one order always, as each holds the end of its chain until the transaction ends. */
  private List<String> organizations(Person person) {
    return database.transaction(
        Scope.principal(person.id()),
        sql ->
            sql.list(
                "SELECT org_id FROM memberships WHERE user_id = ? ORDER BY org_id",
                row -> row.string("org_id"),
                person.id()));
  }
}
