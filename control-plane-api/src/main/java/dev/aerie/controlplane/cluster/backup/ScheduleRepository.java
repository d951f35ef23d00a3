package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of schedules of backups. Safe for use by many threads. */
@ApplicationScoped
public class ScheduleRepository {
  private static final String SELECT =
      "SELECT * FROM backup_schedules WHERE deleted_at IS NULL AND org_id = ? AND cluster_id = ? ";

  Optional<BackupSchedule> find(Sql sql, Cluster cluster, String id) {
    return sql.first(
        SELECT + "AND id = ?", BackupSchedule::read, cluster.organizationId(), cluster.id(), id);
  }

  List<BackupSchedule> list(Sql sql, Cluster cluster, String after, int limit) {
    return sql.list(
        SELECT + "AND id > ? ORDER BY id LIMIT ?",
        BackupSchedule::read,
        cluster.organizationId(),
        cluster.id(),
        after,
        limit);
  }

  /** All of a cluster, as its region shall have them. */
  public List<BackupSchedule> all(Sql sql, String organization, String cluster) {
    return sql.list(SELECT + "ORDER BY id", BackupSchedule::read, organization, cluster);
  }

  void insert(Sql sql, BackupSchedule made) {
    Problem.unlessTaken(
        made.name(),
        () ->
            sql.change(
                """
                INSERT INTO backup_schedules (org_id, id, cluster_id, name, schedule, time_zone, keep_count, keep_age, verify, suspended,
                  created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                made.organizationId(),
                made.id(),
                made.clusterId(),
                made.name(),
                made.schedule(),
                made.timeZone(),
                made.retention().number(),
                made.retention().age(),
                made.verify(),
                made.suspended(),
                made.createdAt(),
                made.updatedAt()));
  }

  void update(Sql sql, BackupSchedule wanted) {
    Problem.unlessTaken(
        wanted.name(),
        () ->
            sql.change(
                """
                UPDATE backup_schedules SET name = ?, schedule = ?, time_zone = ?, keep_count = ?, keep_age = ?, verify = ?, suspended = ?,
                  updated_at = ?, etag = ? WHERE org_id = ? AND id = ?
                """,
                wanted.name(),
                wanted.schedule(),
                wanted.timeZone(),
                wanted.retention().number(),
                wanted.retention().age(),
                wanted.verify(),
                wanted.suspended(),
                wanted.updatedAt(),
                wanted.etag(),
                wanted.organizationId(),
                wanted.id()));
  }

  void delete(Sql sql, BackupSchedule gone, Instant at) {
    sql.change(
        "UPDATE backup_schedules SET deleted_at = ? WHERE org_id = ? AND id = ?",
        at,
        gone.organizationId(),
        gone.id());
  }

  /** Writes what the region has seen. */
  void updateObserved(Sql sql, Cluster cluster, ScheduleReport report) {
    all(sql, cluster.organizationId(), cluster.id()).stream()
        .filter(one -> one.resource().equals(report.name()))
        .forEach(
            one ->
                sql.change(
                    "UPDATE backup_schedules SET reason = ?, last_scheduled_at = ?, next_at = ?, kept = ? WHERE org_id = ? AND id = ?",
                    report.reason(),
                    report.lastMoment(),
                    report.nextMoment(),
                    report.kept().orElse(0),
                    one.organizationId(),
                    one.id()));
  }
}
