package dev.aerie.controlplane.cluster.backup.restore;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.option.Bootstrap;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.operation.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of restores into clusters. Safe for use by many threads. */
@ApplicationScoped
public class RestoreRepository {
  private static final TypeReference<List<Bootstrap.TakenCollection>> COLLECTIONS =
      new TypeReference<>() {};
  private static final String SELECT =
      """
      SELECT r.*, c.project_id FROM restores r JOIN clusters c ON c.org_id = r.org_id AND c.id = r.cluster_id
      WHERE r.org_id = ? AND r.cluster_id = ?\s""";

  private final JsonColumns json;

  RestoreRepository(JsonColumns json) {
    this.json = json;
  }

  Optional<Restore> find(Sql sql, Cluster cluster, String id) {
    return sql.first(
        SELECT + "AND r.id = ?", this::read, cluster.organizationId(), cluster.id(), id);
  }

  List<Restore> list(Sql sql, Cluster cluster, String after, int limit) {
    return sql.list(
        SELECT + "AND r.id > ? ORDER BY r.id LIMIT ?",
        this::read,
        cluster.organizationId(),
        cluster.id(),
        after,
        limit);
  }

  /** The one of a cluster that has not ended, which its region shall have. */
  public Optional<Restore> open(Sql sql, String organization, String cluster) {
    return sql.first(SELECT + "AND r.finished_at IS NULL", this::read, organization, cluster);
  }

  void insert(Sql sql, Restore made) {
    sql.change(
        """
        INSERT INTO restores (org_id, id, cluster_id, backup_id, collections, state, operation_id, created_at)
        VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?)
        """,
        made.organizationId(),
        made.id(),
        made.clusterId(),
        made.backupId(),
        json.write(made.collections()),
        made.state(),
        made.operationId(),
        made.createdAt());
  }

  /** Writes what its region has seen, and when that was the last of it. */
  void updateObserved(
      Sql sql, Restore seen, RestoreReport report, RestoreState state, Optional<Instant> end) {
    sql.change(
        """
        UPDATE restores SET state = ?, state_reason = ?, taken_at = ?, restored_collections = ?, row_count = ?, finished_at = ?
        WHERE org_id = ? AND id = ?
        """,
        state,
        report.sentence(),
        report.moment(),
        report.collections().orElse(0),
        report.rows().orElse(0L),
        end,
        seen.organizationId(),
        seen.id());
  }

  /** Gives up the one that an operation was about. */
  public void fail(Sql sql, Operation stuck, String reason, Instant at) {
    sql.change(
        "UPDATE restores SET state = 'FAILED', state_reason = concat_ws(' ', state_reason, ?::text), finished_at = ? WHERE org_id = ? AND operation_id = ?",
        reason,
        at,
        stuck.organizationId(),
        stuck.id());
  }

  private Restore read(Row row) {
    return new Restore(
        row.string("id"),
        row.string("org_id"),
        row.string("project_id"),
        row.string("cluster_id"),
        row.string("backup_id"),
        json.read(row.string("collections"), COLLECTIONS),
        RestoreState.valueOf(row.string("state")),
        row.text("state_reason"),
        row.time("taken_at"),
        row.integer("restored_collections"),
        row.number("row_count"),
        row.string("operation_id"),
        row.instant("created_at"),
        row.time("finished_at"));
  }
}
