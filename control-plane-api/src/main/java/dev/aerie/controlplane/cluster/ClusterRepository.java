package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.access.Reach;
import dev.aerie.controlplane.access.ReachedPage;
import dev.aerie.controlplane.database.Conditions;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of clusters. Safe for use by many threads. */
@ApplicationScoped
public class ClusterRepository {
  static final String SELECT =
      "SELECT c.*, r.region_seen_at FROM clusters c"
          + " JOIN (SELECT name AS region_name, last_seen_at AS region_seen_at FROM regions) r"
          + " ON r.region_name = c.region ";

  /**
   * A project's clusters lie in order in an index of their own; one that has the organisation too
   * lets PostgreSQL expect few rows, read all of the project and sort them.
   */
  private static final String NO_WAY_OF_FINDING = "coalesce(org_id = ?, false)";

  private static final String DELETED =
      "WHERE c.id = ? AND c.gone_at > ? AND c.deletion_policy = 'RETAIN' AND c.erasing_at IS NULL";

  private final ClusterRows rows;

  ClusterRepository(ClusterRows rows) {
    this.rows = rows;
  }

  /** A cluster that has not gone. */
  public Optional<Cluster> find(Sql sql, String id) {
    return sql.first(SELECT + "WHERE c.id = ? AND c.gone_at IS NULL", rows::read, id);
  }

  /**
   * The same, unchanged by others until the transaction ends. Take the region's {@link
   * Revisions#lock lock} first.
   */
  public Optional<Cluster> lock(Sql sql, String id) {
    return sql.first(
        SELECT + "WHERE c.id = ? AND c.gone_at IS NULL FOR UPDATE OF c", rows::read, id);
  }

  /** A cluster whether it has gone or not: what it did may be told later. */
  public Optional<Cluster> findEver(Sql sql, String id) {
    return sql.first(SELECT + "WHERE c.id = ?", rows::read, id);
  }

  /** A cluster in the recycle bin: deleted after this time, its data kept. */
  Optional<Cluster> findDeleted(Sql sql, String id, Instant since) {
    return sql.first(SELECT + DELETED, rows::read, id, since);
  }

  /** The same, unchanged by others; take the region's lock first. */
  Optional<Cluster> lockDeleted(Sql sql, String id, Instant since) {
    return sql.first(SELECT + DELETED + " FOR UPDATE OF c", rows::read, id, since);
  }

  /** Gives a cluster up: it stays as it is until its region says something new. */
  void markAbnormal(Sql sql, Cluster stuck, String reason) {
    ClusterState state =
        stuck.state() == ClusterState.DELETING
            ? ClusterState.DELETING
            : stuck.state().moved(ClusterState.ABNORMAL, Mover.CLOCK);
    sql.change(
        "UPDATE clusters SET state = ?, state_reason = ? WHERE org_id = ? AND id = ?",
        state,
        reason,
        stuck.organizationId(),
        stuck.id());
  }

  List<Cluster> list(
      Sql sql,
      Reach reach,
      Optional<String> organization,
      Optional<String> project,
      String after,
      int limit) {
    ReachedPage page = page(reach, organization, project, after, limit);
    return sql.list(SELECT + "WHERE " + page.text(), rows::read, page.parameters());
  }

  static ReachedPage page(
      Reach reach,
      Optional<String> organization,
      Optional<String> project,
      String after,
      int limit) {
    Conditions wanted =
        new Conditions()
            .and("gone_at IS NULL")
            .andIf("id = ANY (?)", reach.onlyClusters())
            .andIf(project.isEmpty() ? "org_id = ?" : NO_WAY_OF_FINDING, organization);
    if (project.isPresent() && !reach.projects().contains(project.get())) {
      wanted.and("coalesce(org_id = ANY (?), false)", reach.organizations());
    }
    Reach places = project.map(reach::within).orElse(reach);
    return new ReachedPage("clusters", "project_id = reached.id", places, wanted, after, limit);
  }

  /** Whether another cluster of its project has its name. */
  boolean isTaken(Sql sql, Cluster named) {
    return sql.first(
            "SELECT 1 FROM clusters WHERE org_id = ? AND project_id = ? AND name = ? AND id <> ? AND gone_at IS NULL",
            row -> named,
            named.organizationId(),
            named.projectId(),
            named.name(),
            named.id())
        .isPresent();
  }

  void insert(Sql sql, Cluster made, long revision) {
    Problem.unlessTaken(
        made.name(),
        () ->
            sql.change(
                """
                INSERT INTO clusters (org_id, id, project_id, region, name, class, units, replicas, deletion_policy, deletion_protection,
                  labels, options, revision, state, operation_id, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?)
                """,
                made.organizationId(),
                made.id(),
                made.projectId(),
                made.region(),
                made.name(),
                made.clusterClass(),
                made.units(),
                made.replicas(),
                made.deletionPolicy(),
                made.deletionProtection(),
                rows.text(made.labels()),
                rows.text(made.options()),
                revision,
                made.state(),
                made.operationId(),
                made.createdAt(),
                made.updatedAt()));
  }

  /** Writes what callers want of a cluster. */
  void updateDesired(Sql sql, Cluster wanted, long revision) {
    Problem.unlessTaken(
        wanted.name(),
        () ->
            sql.change(
                """
                UPDATE clusters SET name = ?, units = ?, replicas = ?, suspended = ?, deletion_policy = ?, deletion_protection = ?,
                  labels = ?::jsonb, options = ?::jsonb, restarts = ?, gone_at = NULL, state = ?, state_reason = ?, generation = ?, operation_id = ?, updated_at = ?, etag = ?, deleting = ?, revision = ?
                WHERE org_id = ? AND id = ?
                """,
                wanted.name(),
                wanted.units(),
                wanted.replicas(),
                wanted.suspended(),
                wanted.deletionPolicy(),
                wanted.deletionProtection(),
                rows.text(wanted.labels()),
                rows.text(wanted.options()),
                wanted.restarts(),
                wanted.state(),
                wanted.stateReason(),
                wanted.generation(),
                wanted.operationId(),
                wanted.updatedAt(),
                wanted.etag(),
                wanted.state() == ClusterState.DELETING,
                revision,
                wanted.organizationId(),
                wanted.id()));
  }

  /** Writes what the region has seen. */
  public void updateObserved(Sql sql, Cluster seen) {
    sql.change(
        """
        UPDATE clusters SET state = ?, state_reason = ?, endpoint = ?, ready_replicas = ?, version = ?, observed_generation = ?
        WHERE org_id = ? AND id = ?
        """,
        seen.state(),
        seen.stateReason(),
        seen.endpoint(),
        seen.readyReplicas(),
        seen.version(),
        seen.observedGeneration(),
        seen.organizationId(),
        seen.id());
  }

  /** Notes that nothing of a cluster is left in its region. */
  public void bury(Sql sql, Cluster gone, Instant at, long revision) {
    sql.change(
        "UPDATE clusters SET gone_at = ?, endpoint = NULL, ready_replicas = 0, revision = ? WHERE org_id = ? AND id = ?",
        at,
        revision,
        gone.organizationId(),
        gone.id());
  }
}
