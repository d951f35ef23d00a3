package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.member.Member;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Rows of groups, with their people and roles. Safe for use by many threads. */
@ApplicationScoped
public class ScimGroupRepository {
  private static final String OF_ORGANIZATION = "SELECT * FROM scim_groups WHERE org_id = ? ";

  Optional<ScimGroup> find(Sql sql, String organization, String id) {
    return sql.first(OF_ORGANIZATION + "AND id = ?", row -> read(sql, row), organization, id);
  }

  Optional<ScimGroup> named(Sql sql, String organization, String name) {
    return sql.first(
        OF_ORGANIZATION + "AND lower(display_name) = lower(?)",
        row -> read(sql, row),
        organization,
        name);
  }

  List<ScimGroup> list(Sql sql, String organization, String after, long limit) {
    return sql.list(
        OF_ORGANIZATION + "AND id > ? ORDER BY id LIMIT ?",
        row -> read(sql, row),
        organization,
        after,
        limit);
  }

  void insert(Sql sql, ScimGroup made) {
    sql.change(
        """
        INSERT INTO scim_groups (org_id, id, display_name, external_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
        """,
        made.organizationId(),
        made.id(),
        made.displayName(),
        made.externalId(),
        made.createdAt(),
        made.updatedAt());
    writeMembers(sql, made);
  }

  void update(Sql sql, ScimGroup changed) {
    sql.change(
        """
        UPDATE scim_groups SET display_name = ?, external_id = ?, role = ?, updated_at = ?, version = ?
        WHERE org_id = ? AND id = ?
        """,
        changed.displayName(),
        changed.externalId(),
        changed.role(),
        changed.updatedAt(),
        changed.etag(),
        changed.organizationId(),
        changed.id());
    writeMembers(sql, changed);
    writeProjects(sql, changed);
  }

  private static void writeMembers(Sql sql, ScimGroup group) {
    sql.change(
        "DELETE FROM scim_group_members WHERE org_id = ? AND group_id = ? AND user_id <> ALL (?)",
        group.organizationId(),
        group.id(),
        group.members());
    sql.change(
        """
        INSERT INTO scim_group_members (org_id, group_id, user_id) SELECT ?, ?, unnest(?::text[])
        ON CONFLICT DO NOTHING
        """,
        group.organizationId(),
        group.id(),
        group.members());
  }

  private static void writeProjects(Sql sql, ScimGroup group) {
    sql.change(
        "DELETE FROM scim_group_projects WHERE org_id = ? AND group_id = ?",
        group.organizationId(),
        group.id());
    for (Member.ProjectRole one : group.projects()) {
      sql.change(
          "INSERT INTO scim_group_projects (org_id, group_id, project_id, role) VALUES (?, ?, ?, ?)",
          group.organizationId(),
          group.id(),
          one.projectId(),
          one.role());
    }
  }

  void delete(Sql sql, ScimGroup gone) {
    sql.change(
        "DELETE FROM scim_groups WHERE org_id = ? AND id = ?", gone.organizationId(), gone.id());
  }

  private static ScimGroup read(Sql sql, Row row) {
    String organization = row.string("org_id");
    String id = row.string("id");
    return new ScimGroup(
        id,
        organization,
        row.string("display_name"),
        row.text("external_id"),
        row.text("role").flatMap(Role::named),
        projects(sql, organization, id),
        sql.list(
            "SELECT user_id FROM scim_group_members WHERE org_id = ? AND group_id = ? ORDER BY user_id",
            member -> member.string("user_id"),
            organization,
            id),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("version"));
  }

  private static List<Member.ProjectRole> projects(Sql sql, String organization, String id) {
    return sql.list(
        "SELECT project_id, role FROM scim_group_projects WHERE org_id = ? AND group_id = ? ORDER BY project_id",
        row -> new Member.ProjectRole(row.string("project_id"), row.string("role")),
        organization,
        id);
  }
}
