package dev.aerie.controlplane.keyuse;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Rows of how keys were used. Safe for use by many threads. */
@ApplicationScoped
class KeyUseRepository {

  /**
   * Keeps what a process counted; what is not more than is known changes nothing.
   *
   * @return false when the key does not open the cluster
   */
  boolean keep(Sql sql, Cluster cluster, KeyUse use) {
    boolean opens =
        sql.first(
                """
                SELECT 1 AS one FROM api_keys WHERE org_id = ? AND id = ? AND coalesce(project_id, ?) = ?
                  AND (cardinality(cluster_ids) = 0 OR ? = ANY (cluster_ids))
                """,
                row -> row.integer("one"),
                cluster.organizationId(),
                use.keyId(),
                cluster.projectId(),
                cluster.projectId(),
                cluster.id())
            .isPresent();
    if (opens) {
      raise(sql, cluster, use);
    }
    return opens;
  }

  private static void raise(Sql sql, Cluster cluster, KeyUse use) {
    sql.change(
        """
        INSERT INTO api_key_uses AS known (org_id, cluster_id, key_id, hour, instance, calls, refused, first_at, last_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (org_id, cluster_id, key_id, hour, instance) DO UPDATE SET
          calls = excluded.calls, refused = greatest(known.refused, excluded.refused),
          first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at)
        WHERE known.calls < excluded.calls
        """,
        cluster.organizationId(),
        cluster.id(),
        use.keyId(),
        use.hour(),
        use.instance(),
        use.calls(),
        use.refused(),
        use.firstAt(),
        use.lastAt());
  }

  /** Notes when a key was used, unless it was used later. */
  void noteUse(Sql sql, String organization, String key, Instant at) {
    sql.change(
        """
        UPDATE api_keys SET last_used_at = ? WHERE org_id = ? AND id = ? AND (last_used_at IS NULL OR last_used_at < ?)
        """,
        at,
        organization,
        key,
        at);
  }

  List<String> organizationsToTell(Sql sql, Instant before) {
    return sql.list(
        "SELECT organizations_with_untold_key_uses(?) AS id", row -> row.string("id"), before);
  }

  /** Uses in hours that began before then and were not told; from now on they were. */
  List<HourOfUse> tell(Sql sql, String organization, Instant before, int most) {
    return sql.list(
        """
        WITH due AS (
          SELECT org_id, cluster_id, key_id, hour, instance, calls - told_calls AS calls, refused - told_refused AS refused,
            first_at, last_at
          FROM api_key_uses WHERE org_id = ? AND calls > told_calls AND hour < ?
          ORDER BY hour, cluster_id, key_id, instance LIMIT ? FOR UPDATE),
        told AS (
          UPDATE api_key_uses u SET told_calls = u.calls, told_refused = u.refused FROM due
          WHERE u.org_id = due.org_id AND u.cluster_id = due.cluster_id AND u.key_id = due.key_id AND u.hour = due.hour
            AND u.instance = due.instance
          RETURNING due.*)
        SELECT t.cluster_id, t.key_id, k.name, t.hour, sum(t.calls)::bigint AS calls, sum(t.refused)::bigint AS refused,
          min(t.first_at) AS first_at, max(t.last_at) AS last_at
        FROM told t JOIN api_keys k ON k.org_id = t.org_id AND k.id = t.key_id
        GROUP BY t.cluster_id, t.key_id, k.name, t.hour ORDER BY t.hour, t.cluster_id, t.key_id
        """,
        KeyUseRepository::hour,
        organization,
        before,
        most);
  }

  private static HourOfUse hour(Row row) {
    return new HourOfUse(
        row.string("key_id"),
        row.string("name"),
        row.string("cluster_id"),
        row.instant("hour"),
        row.number("calls"),
        row.number("refused"),
        row.instant("first_at"),
        row.instant("last_at"));
  }
}
