package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of backups. Safe for use by many threads. */
@ApplicationScoped
public class BackupRepository {
  /** What is about to be erased with its cluster is as good as gone. */
  private static final String SELECT =
      """
      SELECT b.*, c.project_id, c.region FROM backups b JOIN clusters c ON c.org_id = b.org_id AND c.id = b.cluster_id
      WHERE b.gone_at IS NULL AND c.erasing_at IS NULL\s""";

  /** A backup that has not gone. */
  public Optional<Backup> find(Sql sql, String id) {
    return sql.first(SELECT + "AND b.id = ?", Backup::read, id);
  }

  /** The same, unchanged by others until the transaction ends; take the region's lock first. */
  Optional<Backup> lock(Sql sql, String id) {
    return sql.first(SELECT + "AND b.id = ? FOR UPDATE OF b", Backup::read, id);
  }

  /** The one that a region calls so. */
  Optional<Backup> lockResource(Sql sql, Cluster cluster, String resource) {
    return sql.first(
        SELECT + "AND b.org_id = ? AND b.cluster_id = ? AND b.resource = ? FOR UPDATE OF b",
        Backup::read,
        cluster.organizationId(),
        cluster.id(),
        resource);
  }

  /** Whether there is, or was, one that a region calls so. */
  boolean isKnown(Sql sql, Cluster cluster, String resource) {
    return sql.first(
            "SELECT id FROM backups WHERE org_id = ? AND cluster_id = ? AND resource = ?",
            row -> row.string("id"),
            cluster.organizationId(),
            cluster.id(),
            resource)
        .isPresent();
  }

  /** Whether one of the cluster has this name. */
  boolean isNameTaken(Sql sql, Cluster cluster, String name) {
    return all(sql, cluster.organizationId(), cluster.id()).stream()
        .anyMatch(one -> one.name().equals(name));
  }

  List<Backup> list(Sql sql, Cluster cluster, String after, int limit) {
    return sql.list(
        SELECT + "AND b.org_id = ? AND b.cluster_id = ? AND b.id > ? ORDER BY b.id LIMIT ?",
        Backup::read,
        cluster.organizationId(),
        cluster.id(),
        after,
        limit);
  }

  /** All of a cluster, as its region shall have them. */
  public List<Backup> all(Sql sql, String organization, String cluster) {
    return sql.list(
        SELECT + "AND b.org_id = ? AND b.cluster_id = ? ORDER BY b.id",
        Backup::read,
        organization,
        cluster);
  }

  /** Name of the VectorBackup of one that is there or was. */
  public String resource(Sql sql, String id) {
    return sql.first("SELECT resource FROM backups WHERE id = ?", row -> row.string("resource"), id)
        .orElseThrow();
  }

  /** Bytes of all that an organisation's cluster has. */
  public long bytes(Sql sql, Cluster cluster) {
    return sql.first(
            "SELECT coalesce(sum(bytes), 0) AS total FROM backups WHERE org_id = ? AND cluster_id = ? AND gone_at IS NULL",
            row -> row.number("total"),
            cluster.organizationId(),
            cluster.id())
        .orElseThrow();
  }

  /** Bytes of the newest that can be restored. */
  public Optional<Long> newestBytes(Sql sql, Cluster cluster) {
    return sql.first(
        """
        SELECT bytes FROM backups WHERE org_id = ? AND cluster_id = ? AND gone_at IS NULL AND state = 'READY'
        ORDER BY coalesce(taken_at, created_at) DESC, id DESC LIMIT 1
        """,
        row -> row.number("bytes"),
        cluster.organizationId(),
        cluster.id());
  }

  void insert(Sql sql, Backup made) {
    Problem.unlessTaken(
        made.name(),
        () ->
            sql.change(
                """
                INSERT INTO backups (org_id, id, cluster_id, resource, schedule_id, name, verify, deletion_protection, state, operation_id,
                  created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                made.organizationId(),
                made.id(),
                made.clusterId(),
                made.resource(),
                made.scheduleId(),
                made.name(),
                made.verify(),
                made.deletionProtection(),
                made.state(),
                made.operationId(),
                made.createdAt(),
                made.updatedAt()));
  }

  /** Writes what callers want of it. */
  void updateDesired(Sql sql, Backup wanted) {
    Problem.unlessTaken(
        wanted.name(),
        () ->
            sql.change(
                """
                UPDATE backups SET name = ?, deletion_protection = ?, state = ?, state_reason = ?, operation_id = ?, updated_at = ?, etag = ?
                WHERE org_id = ? AND id = ?
                """,
                wanted.name(),
                wanted.deletionProtection(),
                wanted.state(),
                wanted.stateReason(),
                wanted.operationId(),
                wanted.updatedAt(),
                wanted.etag(),
                wanted.organizationId(),
                wanted.id()));
  }

  /** Writes what its region has seen. */
  void updateObserved(Sql sql, Backup seen, BackupReport report, BackupState state) {
    sql.change(
        """
        UPDATE backups SET state = ?, state_reason = ?, taken_at = coalesce(?, taken_at), collections = ?, row_count = ?, bytes = ?,
          verified = ?, verified_at = ?, recall = ? WHERE org_id = ? AND id = ?
        """,
        state,
        report.sentence(),
        report.moment(),
        report.collections().orElse(seen.collections()),
        report.rows().orElse(seen.rows()),
        report.bytes().orElse(seen.bytes()),
        report.verified(),
        report.verifiedMoment(),
        report.recall(),
        seen.organizationId(),
        seen.id());
  }

  /** Gives it up. */
  public void fail(Sql sql, Backup stuck, String reason) {
    sql.change(
        "UPDATE backups SET state = 'FAILED', state_reason = ? WHERE org_id = ? AND id = ?",
        reason,
        stuck.organizationId(),
        stuck.id());
  }

  /** Notes that it is no more. */
  void bury(Sql sql, Backup gone, Instant at) {
    sql.change(
        "UPDATE backups SET gone_at = ? WHERE org_id = ? AND id = ?",
        at,
        gone.organizationId(),
        gone.id());
  }

  /** Notes that those of a cluster are no more, because its storage has been emptied. */
  public void buryAll(Sql sql, Cluster purged, Instant at) {
    sql.change(
        "UPDATE backups SET gone_at = ? WHERE org_id = ? AND cluster_id = ? AND gone_at IS NULL",
        at,
        purged.organizationId(),
        purged.id());
  }

  /** A protected backup of a cluster, if it has any. */
  public Optional<String> protectedOne(Sql sql, Cluster cluster) {
    return sql.first(
        "SELECT name FROM backups WHERE org_id = ? AND cluster_id = ? AND gone_at IS NULL AND deletion_protection ORDER BY id",
        row -> row.string("name"),
        cluster.organizationId(),
        cluster.id());
  }
}
