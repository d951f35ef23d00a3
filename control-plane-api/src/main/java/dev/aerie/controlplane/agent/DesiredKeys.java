package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.apikey.ApiKeyRows;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Reads what keys open a region's clusters. Safe for use by many threads. */
@ApplicationScoped
class DesiredKeys {
  private final ApiKeyRows rows;
  private final Clock clock;

  DesiredKeys(ApiKeyRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Organisations with clusters in a region and keys that have changed since a revision. */
  List<String> owners(Sql sql, String region, long since) {
    return sql.list(
        "SELECT org_id FROM key_revisions WHERE region = ? AND revision > ?",
        row -> row.string("org_id"),
        region,
        since);
  }

  /** The clusters of a region that are opened by keys of these which have changed since. */
  List<String> opened(Sql sql, String region, List<String> owners, long since) {
    if (owners.isEmpty()) {
      return List.of();
    }
    return sql.list(
        """
        SELECT DISTINCT c.id FROM api_keys k
        JOIN projects p ON p.org_id = k.org_id AND p.id = coalesce(k.project_id, p.id)
        JOIN clusters c ON c.org_id = p.org_id AND c.region = ? AND c.project_id = p.id AND c.gone_at IS NULL
        WHERE k.org_id = ANY (?) AND k.revision > ? AND (cardinality(k.cluster_ids) = 0 OR c.id = ANY (k.cluster_ids))
        """,
        row -> row.string("id"),
        region,
        owners,
        since);
  }

  /**
   * The keys of a cluster. One that is narrowed is not given to a region that would not narrow it;
   * one of a custom role has the role with data that this names, or opens nothing there.
   *
   * @param scoped whether the region narrows keys
   */
  List<Desired.Key> of(
      Sql sql, String organization, String project, String cluster, boolean scoped) {
    return sql.list(
        """
        SELECT k.id, sha256, coalesce(r.data_role, k.role) AS role, expires_at, scopes, ip_allowlist
        FROM api_keys k LEFT JOIN project_roles r ON r.org_id = k.org_id AND r.id = k.role
        WHERE k.org_id = ? AND (k.role NOT LIKE 'rol\\_%' OR r.data_role IS NOT NULL)
          AND (project_id = ? OR project_id IS NULL) AND (cardinality(cluster_ids) = 0 OR ? = ANY (cluster_ids))
          AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
          AND (? OR (scopes = '[]' AND cardinality(ip_allowlist) = 0)) ORDER BY k.id
        """,
        row ->
            new Desired.Key(
                row.string("id"),
                row.string("sha256"),
                Role.valueOf(row.string("role")),
                row.time("expires_at"),
                rows.scopes(row),
                row.strings("ip_allowlist")),
        organization,
        project,
        cluster,
        clock.instant(),
        scoped);
  }
}
