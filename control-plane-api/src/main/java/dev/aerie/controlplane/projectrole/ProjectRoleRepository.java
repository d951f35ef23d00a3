package dev.aerie.controlplane.projectrole;

import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows of custom roles. Safe for use by many threads. */
@ApplicationScoped
public class ProjectRoleRepository {
  private static final int MOST_NAMED = 10;
  private static final String ONE = "SELECT * FROM project_roles WHERE org_id = ? AND id = ?";

  Optional<ProjectRole> find(Sql sql, String organization, String id) {
    return sql.first(ONE, ProjectRoleRepository::read, organization, id);
  }

  /** One that neither changes nor goes until the transaction ends. */
  Optional<ProjectRole> share(Sql sql, String organization, String id) {
    return sql.first(ONE + " FOR SHARE", ProjectRoleRepository::read, organization, id);
  }

  /** One that nobody else may use until the transaction ends. */
  Optional<ProjectRole> lock(Sql sql, String organization, String id) {
    return sql.first(ONE + " FOR UPDATE", ProjectRoleRepository::read, organization, id);
  }

  List<ProjectRole> list(Sql sql, String organization) {
    return sql.list(
        "SELECT * FROM project_roles WHERE org_id = ? ORDER BY id",
        ProjectRoleRepository::read,
        organization);
  }

  boolean hasNamed(Sql sql, String organization, String name, String besides) {
    return sql.first(
            "SELECT 1 FROM project_roles WHERE org_id = ? AND name = ? AND id <> ?",
            row -> name,
            organization,
            name,
            besides)
        .isPresent();
  }

  void insert(Sql sql, ProjectRole made) {
    sql.change(
        """
        INSERT INTO project_roles (org_id, id, name, permissions, data_role, created_at, updated_at)
        VALUES (?, ?, ?, ?, nullif(?, 'NONE'), ?, ?)
        """,
        made.organizationId(),
        made.id(),
        made.name(),
        names(made),
        made.dataRole(),
        made.createdAt(),
        made.updatedAt());
  }

  void update(Sql sql, ProjectRole changed) {
    sql.change(
        """
        UPDATE project_roles SET name = ?, permissions = ?, data_role = nullif(?, 'NONE'), updated_at = ?, etag = ?
        WHERE org_id = ? AND id = ?
        """,
        changed.name(),
        names(changed),
        changed.dataRole(),
        changed.updatedAt(),
        changed.etag(),
        changed.organizationId(),
        changed.id());
  }

  /** Shows regions the keys that have a role anew. */
  void updateKeys(Sql sql, ProjectRole changed, long revision) {
    sql.change(
        "UPDATE api_keys SET revision = ? WHERE org_id = ? AND role = ? AND revoked_at IS NULL",
        revision,
        changed.organizationId(),
        changed.id());
  }

  void delete(Sql sql, ProjectRole gone) {
    sql.change(
        "DELETE FROM project_roles WHERE org_id = ? AND id = ?", gone.organizationId(), gone.id());
  }

  /** How many members, service accounts and open keys have a role. */
  long uses(Sql sql, ProjectRole role, Instant now) {
    return sql.first(
            """
            SELECT (SELECT count(*) FROM project_memberships WHERE org_id = ? AND custom_role = ?)
              + (SELECT count(*) FROM scim_group_projects WHERE org_id = ? AND custom_role = ?)
              + (SELECT count(*) FROM api_keys WHERE org_id = ? AND role = ? AND revoked_at IS NULL
                AND (expires_at IS NULL OR expires_at > ?)) AS uses
            """,
            row -> row.number("uses"),
            role.organizationId(),
            role.id(),
            role.organizationId(),
            role.id(),
            role.organizationId(),
            role.id(),
            now)
        .orElseThrow();
  }

  /** Some of the open keys with a role that are narrowed to clusters or scopes. */
  List<String> narrowedKeys(Sql sql, ProjectRole role, Instant now) {
    return sql.list(
        """
        SELECT id FROM api_keys WHERE org_id = ? AND role = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
          AND (cardinality(cluster_ids) > 0 OR scopes <> '[]') ORDER BY id LIMIT ?
        """,
        row -> row.string("id"),
        role.organizationId(),
        role.id(),
        now,
        MOST_NAMED);
  }

  private static List<String> names(ProjectRole role) {
    return role.permissions().stream().map(Permission::name).toList();
  }

  private static ProjectRole read(Row row) {
    List<String> stored = row.strings("permissions");
    return new ProjectRole(
        row.string("id"),
        row.string("org_id"),
        row.string("name"),
        Arrays.stream(Permission.values()).filter(one -> stored.contains(one.name())).toList(),
        row.text("data_role").orElse(ProjectRole.NO_DATA),
        false,
        row.time("created_at"),
        row.time("updated_at"),
        row.number("etag"));
  }
}
