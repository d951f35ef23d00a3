package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterService;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What callers may ask of schedules of backups. Safe for use by many threads. */
@ApplicationScoped
public class ScheduleService {
  private final ScheduleRepository repository;
  private final ClusterService clusters;
  private final Revisions revisions;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  ScheduleService(
      ScheduleRepository repository,
      ClusterService clusters,
      Revisions revisions,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.clusters = clusters;
    this.revisions = revisions;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  Page<BackupSchedule> list(Sql sql, String cluster, PageRequest page) {
    return page.cut(
        repository.list(
            sql, clusters.get(sql, cluster), page.after(Kind.BACKUP_SCHEDULE), page.limit() + 1),
        BackupSchedule::id);
  }

  BackupSchedule get(Sql sql, String cluster, String id) {
    return found(sql, clusters.get(sql, cluster), id);
  }

  BackupSchedule create(Sql sql, String clusterId, NewBackupSchedule body) {
    Cluster cluster = clusters.lockForBackups(sql, clusterId);
    body.check();
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
    return found(sql, cluster, made.id());
  }

  BackupSchedule change(
      Sql sql, String clusterId, String id, Optional<String> ifMatch, BackupScheduleChanges body) {
    Cluster cluster = clusters.lockForBackups(sql, clusterId);
    BackupSchedule before = found(sql, cluster, id);
    before.mustMatch(ifMatch);
    body.check();
    var after =
        new BackupSchedule(
            before.id(),
            before.organizationId(),
            before.clusterId(),
            body.name().orElse(before.name()),
            body.schedule().orElse(before.schedule()),
            body.timeZone().orElse(before.timeZone()),
            body.retention().orElse(before.retention()),
            body.verify().orElse(before.verify()),
            body.suspended().orElse(before.suspended()),
            before.reason(),
            before.lastScheduledAt(),
            before.nextAt(),
            before.kept(),
            before.createdAt(),
            clock.instant(),
            before.etag() + 1);
    repository.update(sql, after);
    shown(sql, cluster, "update", Optional.of(before), Optional.of(after));
    return found(sql, cluster, id);
  }

  /** Ends it; its backups stay. */
  BackupSchedule delete(Sql sql, String clusterId, String id) {
    Cluster cluster = clusters.lockForBackups(sql, clusterId);
    BackupSchedule gone = found(sql, cluster, id);
    repository.delete(sql, gone, clock.instant());
    shown(sql, cluster, "delete", Optional.of(gone), Optional.empty());
    return gone;
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

  private BackupSchedule found(Sql sql, Cluster cluster, String id) {
    return repository
        .find(sql, cluster, id)
        .orElseThrow(() -> Problem.notFound(Kind.BACKUP_SCHEDULE, id));
  }
}
