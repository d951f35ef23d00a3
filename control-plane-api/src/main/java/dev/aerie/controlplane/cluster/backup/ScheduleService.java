package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterService;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** What callers may ask of schedules of backups. Safe for use by many threads. */
@ApplicationScoped
public class ScheduleService {
  private final ScheduleRepository repository;
  private final ClusterService clusters;
  private final ScheduleWishes wishes;
  private final Clock clock;

  ScheduleService(
      ScheduleRepository repository, ClusterService clusters, ScheduleWishes wishes, Clock clock) {
    this.repository = repository;
    this.clusters = clusters;
    this.wishes = wishes;
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
    return found(sql, cluster, wishes.create(sql, cluster, body));
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
    wishes.update(sql, cluster, before, after);
    return found(sql, cluster, id);
  }

  /** Ends it, however its cluster is; its backups stay. */
  BackupSchedule delete(Sql sql, String clusterId, String id) {
    Cluster cluster = clusters.lock(sql, clusterId);
    BackupSchedule gone = found(sql, cluster, id);
    wishes.delete(sql, cluster, gone);
    return gone;
  }

  private BackupSchedule found(Sql sql, Cluster cluster, String id) {
    return repository
        .find(sql, cluster, id)
        .orElseThrow(() -> Problem.notFound(Kind.BACKUP_SCHEDULE, id));
  }
}
