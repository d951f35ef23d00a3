package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.cluster.DeletionPolicy;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Reads what a region should have. Safe for use by many threads. */
@ApplicationScoped
class DesiredRepository {
  private static final String NEWER =
      " FROM clusters WHERE region = ? AND revision > ? AND gone_at IS %s ORDER BY revision";

  private final Clock clock;

  DesiredRepository(Clock clock) {
    this.clock = clock;
  }

  /**
   * What is newer than a revision. A revision from the future, as after a restored backup, counts
   * as none.
   */
  Desired after(Sql sql, String region, long after) {
    long newest =
        sql.first(
                "SELECT coalesce(max(revision), 0) AS newest FROM clusters WHERE region = ?",
                row -> row.number("newest"),
                region)
            .orElseThrow();
    long since = after > newest ? 0 : after;
    sql.see(
        sql.list(
            "SELECT DISTINCT org_id FROM clusters WHERE region = ? AND revision > ?",
            row -> row.string("org_id"),
            region,
            since));
    List<Desired.Document> documents =
        sql.list("SELECT *" + NEWER.formatted("NULL"), row -> document(sql, row), region, since);
    List<Desired.Tombstone> tombstones =
        sql.list(
            "SELECT id, project_id" + NEWER.formatted("NOT NULL"),
            row -> new Desired.Tombstone(row.string("id"), row.string("project_id")),
            region,
            since);
    return new Desired(newest, documents, tombstones);
  }

  private Desired.Document document(Sql sql, Row row) {
    return new Desired.Document(
        row.string("id"),
        row.string("org_id"),
        row.string("project_id"),
        row.string("name"),
        row.number("generation"),
        row.flag("deleting"),
        new Desired.Spec(
            row.string("class"),
            Optional.empty(),
            row.integer("units"),
            row.integer("replicas"),
            row.flag("suspended"),
            DeletionPolicy.valueOf(row.string("deletion_policy"))),
        keys(sql, row.string("org_id"), row.string("project_id"), row.string("id")));
  }

  private List<Desired.Key> keys(Sql sql, String organization, String project, String cluster) {
    return sql.list(
        """
        SELECT id, sha256, role, expires_at FROM api_keys
        WHERE org_id = ? AND coalesce(project_id, ?) = ? AND (cardinality(cluster_ids) = 0 OR ? = ANY (cluster_ids))
          AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) ORDER BY id
        """,
        row ->
            new Desired.Key(
                row.string("id"),
                row.string("sha256"),
                Role.valueOf(row.string("role")),
                row.time("expires_at")),
        organization,
        project,
        project,
        cluster,
        clock.instant());
  }
}
