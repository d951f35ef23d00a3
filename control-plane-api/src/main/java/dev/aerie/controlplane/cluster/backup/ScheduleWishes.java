package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes what is wished of schedules: row, audit event and revision in one transaction, under the
 * lock of the cluster's region. Safe for use by many threads.
 */
@ApplicationScoped
public class ScheduleWishes {
  private final ScheduleRepository repository;
  private final Revisions revisions;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  ScheduleWishes(
      ScheduleRepository repository,
      Revisions revisions,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.revisions = revisions;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /** A schedule of a locked or new cluster, its values checked; answers its id. */
  public String create(Sql sql, Cluster cluster, NewBackupSchedule body) {
    Instant now = clock.instant();
    var made =
        new BackupSchedule(
            identifiers.next(Kind.BACKUP_SCHEDULE),
            cluster.organizationId(),
            cluster.id(),
            body.name().orElseThrow(),
            body.schedule().orElseThrow(),
            body.timeZone().orElse("UTC"),
            body.retention().orElse(Retention.DEFAULT),
            body.verify().orElse(false),
            body.suspended().orElse(false),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            now,
            now,
            1);
    repository.insert(sql, made);
    shown(sql, cluster, "create", Optional.empty(), Optional.of(made));
    return made.id();
  }

  void update(Sql sql, Cluster cluster, BackupSchedule before, BackupSchedule after) {
    repository.update(sql, after);
    shown(sql, cluster, "update", Optional.of(before), Optional.of(after));
  }

  void delete(Sql sql, Cluster cluster, BackupSchedule gone) {
    repository.delete(sql, gone, clock.instant());
    shown(sql, cluster, "delete", Optional.of(gone), Optional.empty());
  }

  private void shown(
      Sql sql,
      Cluster cluster,
      String verb,
      Optional<BackupSchedule> before,
      Optional<BackupSchedule> after) {
    revisions.touch(sql, cluster);
    String id = after.or(() -> before).orElseThrow().id();
    audit.record(sql, cluster.organizationId(), "backup-schedule." + verb, id, before, after);
  }
}
