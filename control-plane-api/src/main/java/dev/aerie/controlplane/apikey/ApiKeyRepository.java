package dev.aerie.controlplane.apikey;

import dev.aerie.controlplane.access.Creator;
import dev.aerie.controlplane.access.Reach;
import dev.aerie.controlplane.access.ReachedPage;
import dev.aerie.controlplane.database.Conditions;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of API keys. Safe for use by many threads. */
@ApplicationScoped
public class ApiKeyRepository {
  /** Keys that somebody made, and keys that were made by these. */
  private static final String OF_CREATOR =
      """
      id IN (WITH RECURSIVE created AS (
        SELECT org_id, id FROM api_keys WHERE created_by_id = ?
        UNION SELECT k.org_id, k.id FROM api_keys k JOIN created c ON k.org_id = c.org_id AND k.created_by_id = c.id)
        SELECT id FROM created)""";

  private final ApiKeyRows rows;

  ApiKeyRepository(ApiKeyRows rows) {
    this.rows = rows;
  }

  Optional<ApiKey> find(Sql sql, String id) {
    return sql.first("SELECT * FROM api_keys WHERE id = ?", rows::read, id);
  }

  List<ApiKey> list(
      Sql sql,
      Reach reach,
      Optional<String> organization,
      Optional<String> project,
      Optional<String> creator,
      String after,
      int limit) {
    Conditions wanted =
        new Conditions()
            .andIf("org_id = ?", organization)
            .andIf("project_id = ?", project)
            .andIf(OF_CREATOR, creator);
    var page = new ReachedPage("api_keys", "project_id = reached.id", reach, wanted, after, limit);
    return sql.list("SELECT * FROM api_keys WHERE " + page.text(), rows::read, page.parameters());
  }

  void insert(Sql sql, ApiKey made, String sha256, long revision) {
    sql.change(
        """
        INSERT INTO api_keys (org_id, id, project_id, cluster_ids, name, role, scopes, ip_allowlist, sha256, expires_at, created_at,
          created_by_kind, created_by_id, created_by_name, revision)
        VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        made.organizationId(),
        made.id(),
        made.projectId(),
        made.clusterIds(),
        made.name(),
        made.role(),
        rows.text(made.scopes()),
        made.ipAllowlist(),
        sha256,
        made.expiresAt(),
        made.createdAt(),
        made.createdBy().map(Creator::kind),
        made.createdBy().map(Creator::id),
        made.createdBy().map(Creator::name),
        revision);
  }

  /** Keys of a creator that open something at this time. */
  List<ApiKey> openOf(Sql sql, String organization, String creator, Instant now) {
    return sql.list(
        "SELECT * FROM api_keys WHERE org_id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) AND %s ORDER BY id"
            .formatted(OF_CREATOR),
        rows::read,
        organization,
        now,
        creator);
  }

  /** Whether a person, service account or key may do anything in an organisation. */
  boolean isThere(Sql sql, String organization, String principal) {
    return sql.first(
            """
            SELECT 1 FROM memberships WHERE org_id = ? AND user_id = ? AND NOT disabled
            UNION ALL SELECT 1 FROM api_keys WHERE org_id = ? AND id = ? AND revoked_at IS NULL
            """,
            row -> principal,
            organization,
            principal,
            organization,
            principal)
        .isPresent();
  }

  void revoke(Sql sql, ApiKey key, Instant at, long revision) {
    sql.change(
        "UPDATE api_keys SET revoked_at = ?, revision = ?, etag = etag + 1 WHERE org_id = ? AND id = ? AND revoked_at IS NULL",
        at,
        revision,
        key.organizationId(),
        key.id());
  }

  /** The key, unchanged by others until the transaction ends. */
  Optional<ApiKey> lock(Sql sql, String id) {
    return sql.first("SELECT * FROM api_keys WHERE id = ? FOR UPDATE", rows::read, id);
  }

  void replace(Sql sql, ApiKey old, ApiKey successor, Instant end, long revision) {
    sql.change(
        """
        UPDATE api_keys SET rotated_to = ?, expires_at = least(?, expires_at), revision = ?, etag = etag + 1
        WHERE org_id = ? AND id = ?
        """,
        successor.id(),
        end,
        revision,
        old.organizationId(),
        old.id());
  }

  /** Those of these clusters that are in the project. */
  List<String> clustersIn(Sql sql, String project, List<String> clusters) {
    return sql.list(
        "SELECT id FROM clusters WHERE project_id = ? AND id = ANY (?) AND gone_at IS NULL",
        row -> row.string("id"),
        project,
        clusters);
  }
}
