package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Rows of people an identity provider tells of. Safe for use by many threads. */
@ApplicationScoped
public class ProvisionedUserRepository {
  private static final String OF_ORGANIZATION = "SELECT * FROM scim_users WHERE org_id = ? ";

  Optional<ProvisionedUser> find(Sql sql, String organization, String id) {
    return sql.first(
        OF_ORGANIZATION + "AND id = ?", ProvisionedUserRepository::read, organization, id);
  }

  Optional<ProvisionedUser> named(Sql sql, String organization, String userName) {
    return sql.first(
        OF_ORGANIZATION + "AND lower(user_name) = lower(?)",
        ProvisionedUserRepository::read,
        organization,
        userName);
  }

  List<ProvisionedUser> withExternalId(Sql sql, String organization, String externalId) {
    return sql.list(
        OF_ORGANIZATION + "AND external_id = ? ORDER BY id",
        ProvisionedUserRepository::read,
        organization,
        externalId);
  }

  List<ProvisionedUser> list(Sql sql, String organization, long skipped, long limit) {
    return sql.list(
        OF_ORGANIZATION + "ORDER BY id OFFSET ? LIMIT ?",
        ProvisionedUserRepository::read,
        organization,
        skipped,
        limit);
  }

  long count(Sql sql, String organization) {
    return sql.first(
            "SELECT count(*) AS users FROM scim_users WHERE org_id = ?",
            row -> row.number("users"),
            organization)
        .orElseThrow();
  }

  /** Those of these ids that are people of the organisation. */
  List<String> known(Sql sql, String organization, List<String> ids) {
    return sql.list(
        "SELECT id FROM scim_users WHERE org_id = ? AND id = ANY (?)",
        row -> row.string("id"),
        organization,
        ids);
  }

  /**
   * Whether it is said here what a person may do in the organisation, and nowhere else: their
   * groups gave them roles, or they are active no more.
   */
  public boolean decides(Sql sql, String organization, String user) {
    return sql.first(
            OF_ORGANIZATION + "AND id = ? AND (roles_of_groups OR NOT active)",
            row -> user,
            organization,
            user)
        .isPresent();
  }

  void insert(Sql sql, String organization, ProvisionedUser made) {
    sql.change(
        """
        INSERT INTO scim_users (org_id, id, user_name, external_id, active, resource, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?::json, ?, ?)
        """,
        organization,
        made.id(),
        made.userName(),
        made.externalId(),
        made.active(),
        made.resource(),
        made.createdAt(),
        made.updatedAt());
  }

  void update(Sql sql, String organization, ProvisionedUser changed) {
    sql.change(
        """
        UPDATE scim_users SET user_name = ?, external_id = ?, active = ?, resource = ?::json, updated_at = ?, version = ?
        WHERE org_id = ? AND id = ?
        """,
        changed.userName(),
        changed.externalId(),
        changed.active(),
        changed.resource(),
        changed.updatedAt(),
        changed.version(),
        organization,
        changed.id());
  }

  void delete(Sql sql, String organization, ProvisionedUser gone) {
    sql.change("DELETE FROM scim_users WHERE org_id = ? AND id = ?", organization, gone.id());
  }

  private static ProvisionedUser read(Row row) {
    return new ProvisionedUser(
        row.string("id"),
        row.string("user_name"),
        row.text("external_id"),
        row.flag("active"),
        row.string("resource"),
        row.number("version"),
        row.instant("created_at"),
        row.instant("updated_at"));
  }
}
