package dev.aerie.controlplane.keyuse;

import dev.aerie.controlplane.audit.AuditEvent;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.throttle.SideBySide;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes the use of keys to the audit log: an event a key, cluster and hour, when the hour is over
 * and its counts have had time to come in. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class KeyUseAudit {
  private static final String ACTION = "api-key.used";

  /** An hour, and what pods, agents and reports take. */
  private static final Duration OVER = Duration.ofMinutes(70);

  private static final int AT_ONCE = 2_000;

  private final SideBySide work = new SideBySide("The audit of the use of keys", 2);
  private final Database database;
  private final KeyUseRepository uses;
  private final AuditLog audit;
  private final Clock clock;

  KeyUseAudit(Database database, KeyUseRepository uses, AuditLog audit, Clock clock) {
    this.database = database;
    this.uses = uses;
    this.audit = audit;
    this.clock = clock;
  }

  /** Writes what is due; called by time. */
  @Scheduled(every = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void run() {
    Instant before = clock.instant().minus(OVER);
    List<String> due =
        database.transaction(Scope.none(), sql -> uses.organizationsToTell(sql, before));
    work.forAll(
        due,
        organization ->
            database.transaction(
                Scope.organization(organization), sql -> tell(sql, organization, before)));
  }

  private int tell(Sql sql, String organization, Instant before) {
    List<HourOfUse> hours = uses.tell(sql, organization, before, AT_ONCE);
    for (HourOfUse hour : hours) {
      audit.told(
          sql,
          organization,
          new AuditEvent.Actor("API_KEY", hour.key(), hour.keyName()),
          "",
          new AuditLog.Deed(
              ACTION,
              hour.key(),
              hour.isOpened() ? "OK" : "REFUSED",
              Optional.empty(),
              Optional.of(hour)));
    }
    return hours.size();
  }
}
