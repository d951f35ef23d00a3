package dev.aerie.controlplane.organization;

import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Rows of organisations and of who belongs to them. Safe for use by many threads. */
@ApplicationScoped
public class OrganizationRepository {

  Optional<Organization> find(Sql sql, String id) {
    return sql.first(
        "SELECT * FROM organizations WHERE org_id = ? AND deleted_at IS NULL",
        Organization::read,
        id);
  }

  /**
   * Unchanged by others until the transaction ends; rows that only name it can be made meanwhile.
   */
  Optional<Organization> lock(Sql sql, String id) {
    return sql.first(
        "SELECT * FROM organizations WHERE org_id = ? AND deleted_at IS NULL FOR NO KEY UPDATE",
        Organization::read,
        id);
  }

  /** All the transaction sees. */
  public List<Organization> list(Sql sql, String after, int limit) {
    return sql.list(
        "SELECT * FROM organizations WHERE deleted_at IS NULL AND org_id > ? ORDER BY org_id LIMIT ?",
        Organization::read,
        after,
        limit);
  }

  void insert(Sql sql, Organization made, String plan) {
    sql.change(
        "INSERT INTO organizations (org_id, name, plan, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
        made.id(),
        made.name(),
        plan,
        made.createdAt(),
        made.updatedAt());
  }

  void addOwner(Sql sql, Organization organization, String user) {
    sql.change(
        "INSERT INTO memberships (org_id, user_id, role, created_at) VALUES (?, ?, 'ORGANIZATION_OWNER', ?)",
        organization.id(),
        user,
        organization.createdAt());
  }

  /** How many a person owns; they get no other one until the transaction ends. */
  long countOwned(Sql sql, String user) {
    sql.list(
        "SELECT pg_advisory_xact_lock(hashtextextended('organizations of ' || ?, 0))",
        row -> user,
        user);
    return sql.first(
            "SELECT count(*) AS owned FROM memberships WHERE user_id = ? AND role = 'ORGANIZATION_OWNER'",
            row -> row.number("owned"),
            user)
        .orElseThrow();
  }

  void update(Sql sql, Organization changed) {
    sql.change(
        "UPDATE organizations SET name = ?, updated_at = ?, etag = ? WHERE org_id = ?",
        changed.name(),
        changed.updatedAt(),
        changed.etag(),
        changed.id());
  }

  boolean hasProjects(Sql sql, String id) {
    return sql.first(
            "SELECT 1 FROM projects WHERE org_id = ? AND deleted_at IS NULL LIMIT 1", row -> id, id)
        .isPresent();
  }

  boolean hasSsoConnections(Sql sql, String id) {
    return sql.first("SELECT 1 FROM sso_connections WHERE org_id = ? LIMIT 1", row -> id, id)
        .isPresent();
  }

  boolean hasRegions(Sql sql, String id) {
    return sql.first(
            "SELECT 1 FROM regions WHERE org_id = ? AND removed_at IS NULL LIMIT 1", row -> id, id)
        .isPresent();
  }

  void delete(Sql sql, Organization gone) {
    sql.change(
        "UPDATE organizations SET deleted_at = ? WHERE org_id = ?", gone.updatedAt(), gone.id());
    sql.change(
        "UPDATE api_keys SET revoked_at = ? WHERE org_id = ? AND revoked_at IS NULL",
        gone.updatedAt(),
        gone.id());
    sql.change(
        "UPDATE service_accounts SET deleted_at = ?, told = false WHERE org_id = ? AND deleted_at IS NULL",
        gone.updatedAt(),
        gone.id());
    sql.change("DELETE FROM memberships WHERE org_id = ?", gone.id());
  }
}
