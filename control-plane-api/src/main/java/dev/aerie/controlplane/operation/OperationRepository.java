package dev.aerie.controlplane.operation;

import dev.aerie.controlplane.access.Reach;
import dev.aerie.controlplane.access.ReachedPage;
import dev.aerie.controlplane.database.Conditions;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of operations. Safe for use by many threads. */
@ApplicationScoped
public class OperationRepository {
  private static final String OF_PROJECT =
      "cluster_id IN (SELECT c.id FROM clusters c WHERE c.project_id = reached.id)";

  Optional<Operation> find(Sql sql, String id) {
    return sql.first("SELECT * FROM operations WHERE id = ?", Operation::read, id);
  }

  /** The project an operation's cluster is in. */
  Optional<String> projectOf(Sql sql, Operation operation) {
    return sql.first(
        "SELECT project_id FROM clusters WHERE org_id = ? AND id = ?",
        row -> row.string("project_id"),
        operation.organizationId(),
        operation.clusterId());
  }

  List<Operation> list(Sql sql, Reach reach, Optional<String> cluster, String after, int limit) {
    Conditions wanted =
        new Conditions()
            .andIf("cluster_id = ?", cluster)
            .andIf("cluster_id = ANY (?)", reach.onlyClusters());
    var page = new ReachedPage("operations", OF_PROJECT, reach, wanted, after, limit);
    return sql.list(
        "SELECT * FROM operations WHERE " + page.text(), Operation::read, page.parameters());
  }

  /** Keeps a new operation. */
  public void insert(Sql sql, Operation made) {
    sql.change(
        """
        INSERT INTO operations (org_id, id, cluster_id, backup_id, kind, state, generation, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        made.organizationId(),
        made.id(),
        made.clusterId(),
        made.backupId(),
        made.kind(),
        made.state(),
        made.generation(),
        made.createdAt());
  }

  /** Those of a cluster that have not ended, of its backups too, oldest first. */
  public List<Operation> open(Sql sql, String organization, String cluster) {
    return sql.list(
        "SELECT * FROM operations WHERE org_id = ? AND cluster_id = ? AND finished_at IS NULL ORDER BY generation",
        Operation::read,
        organization,
        cluster);
  }

  /** Whose operations have been open since before this time, any organisation's. */
  public List<String> organizationsWaiting(Sql sql, Instant since) {
    return sql.list("SELECT organizations_waiting(?) AS id", row -> row.string("id"), since);
  }

  /** Operations of an organisation that have been open since before this time, oldest first. */
  public List<Operation> waiting(Sql sql, String organization, Instant since) {
    return sql.list(
        "SELECT * FROM operations WHERE org_id = ? AND finished_at IS NULL AND created_at < ? ORDER BY created_at, id",
        Operation::read,
        organization,
        since);
  }

  /** Notes that the region works on it. */
  public void run(Sql sql, Operation operation) {
    sql.change(
        "UPDATE operations SET state = 'RUNNING' WHERE org_id = ? AND id = ? AND state = 'PENDING'",
        operation.organizationId(),
        operation.id());
  }

  /** Ends it, well or, with an error, badly. */
  public void end(Sql sql, Operation operation, Optional<String> error, Instant at) {
    sql.change(
        "UPDATE operations SET state = ?, error = ?, finished_at = ? WHERE org_id = ? AND id = ?",
        error.isEmpty() ? Operation.State.SUCCEEDED : Operation.State.FAILED,
        error,
        at,
        operation.organizationId(),
        operation.id());
  }
}
