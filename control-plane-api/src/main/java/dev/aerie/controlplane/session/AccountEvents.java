package dev.aerie.controlplane.session;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.keycloak.KeycloakEvents;
import dev.aerie.controlplane.keycloak.KeycloakEvents.Event;
import dev.aerie.controlplane.keycloak.KeycloakRefusal;
import dev.aerie.controlplane.problem.Problem;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Brings into the audit log what happens to accounts at Keycloak: failed sign-ins, lockouts,
 * changes of credentials. Each event is read until it has been recorded, and is recorded once,
 * however often it is read and by however many replicas. Safe for use by many threads.
 */
@ApplicationScoped
public class AccountEvents {
  private static final Logger LOG = Logger.getLogger(AccountEvents.class);
  private static final int AT_ONCE = 100;

  /**
   * How much later than its time an event may be there: Keycloak's nodes have clocks of their own.
   */
  private static final Duration LATE = Duration.ofMinutes(2);

  /** For how long a replica may be busy with a page of events that it has read. */
  private static final Duration KEPT = Duration.ofHours(1);

  private final KeycloakEvents keycloak;
  private final AccountAudit audit;
  private final Database database;

  AccountEvents(KeycloakEvents keycloak, AccountAudit audit, Database database) {
    this.keycloak = keycloak;
    this.audit = audit;
    this.database = database;
  }

  /** Records what is new; called by time. */
  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void read() {
    try {
      Optional<Instant> newest = newest();
      Optional<Instant> from = newest.map(at -> at.minus(LATE));
      int read = 0;
      List<Event> page;
      do {
        page = keycloak.read(AccountAudit.TYPES, from, read, AT_ONCE);
        fresh(page).forEach(audit::record);
        read += page.size();
      } while (page.size() == AT_ONCE);
      newest.ifPresent(this::forget);
    } catch (Problem | KeycloakRefusal later) {
      LOG.warnf("Events of accounts could not be read: %s", later.getMessage());
    }
  }

  private Optional<Instant> newest() {
    return database.transaction(
        Scope.none(),
        sql ->
            sql.first(
                "SELECT at FROM account_events ORDER BY at DESC LIMIT 1",
                row -> row.instant("at")));
  }

  private List<Event> fresh(List<Event> page) {
    Set<String> known =
        new HashSet<>(
            database.transaction(
                Scope.none(),
                sql ->
                    sql.list(
                        "SELECT id FROM account_events WHERE id = ANY (?)",
                        row -> row.string("id"),
                        page.stream().map(Event::id).toList())));
    return page.stream().filter(event -> known.add(event.id())).toList();
  }

  /** What is older is not asked for again, and nobody has it in hand any more. */
  private void forget(Instant newest) {
    database.transaction(
        Scope.none(),
        sql -> sql.change("DELETE FROM account_events WHERE at < ?", newest.minus(KEPT)));
  }
}
