package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.throttle.SideBySide;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Removes events when the time that an organisation's plan keeps them is over: whole days, oldest
 * first. The number and hash of the last one removed stay as the checkpoint that the chain begins
 * from, and an event of the chain tells them. Nothing goes for a while after an organisation was
 * given a plan that keeps less. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class AuditRetention {
  static final String ACTION = "audit.retention";
  private static final int AT_ONCE = 5_000;

  private final SideBySide work = new SideBySide("Retention of audit events", 1);
  private final Database database;
  private final AuditLog audit;
  private final Clock clock;

  AuditRetention(Database database, AuditLog audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What was removed.
   *
   * @param removedThrough the last event's number
   * @param hash its hash
   */
  public record Removal(long removedThrough, String hash) {}

  /** Removes what is due; called by time. */
  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void run() {
    List<String> due =
        database.transaction(
            Scope.none(),
            sql ->
                sql.list(
                    "SELECT organizations_with_old_events(?) AS id",
                    row -> row.string("id"),
                    clock.instant()));
    work.forAll(due, this::removeAll);
  }

  /** Each batch in a transaction of its own: that long the chain is locked. */
  private void removeAll(String organization) {
    boolean some = true;
    while (some) {
      some =
          database
              .transaction(Scope.organization(organization), sql -> remove(sql, organization))
              .isPresent();
    }
  }

  private Optional<Removal> remove(Sql sql, String organization) {
    new AuditChain(sql, organization).lock();
    Optional<Removal> removed =
        sql.first(
                "SELECT remove_audit_events(?, ?, ?) AS seq",
                row -> row.text("seq"),
                organization,
                clock.instant(),
                AT_ONCE)
            .flatMap(seq -> seq)
            .flatMap(seq -> checkpoint(sql, organization));
    removed.ifPresent(
        removal ->
            audit.recordOwn(
                sql, organization, ACTION, organization, Optional.empty(), Optional.of(removal)));
    return removed;
  }

  private static Optional<Removal> checkpoint(Sql sql, String organization) {
    return sql.first(
        "SELECT seq, hash FROM audit_checkpoints WHERE org_id = ?",
        row -> new Removal(row.number("seq"), row.string("hash")),
        organization);
  }
}
