package dev.aerie.controlplane.platform;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.quota.Quota;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of organisations, whoever's they are, and plans. Safe for use by many threads. */
@ApplicationScoped
class PlatformOrganizationRepository {
  private static final TypeReference<Map<Quota, Long>> LIMITS = new TypeReference<>() {};

  private final JsonColumns json;

  PlatformOrganizationRepository(JsonColumns json) {
    this.json = json;
  }

  /**
   * Ids of organisations, whatever the transaction sees.
   *
   * @param name a part of their names, in whatever case
   */
  List<String> ids(Sql sql, Optional<String> name, Optional<String> plan, String after, int limit) {
    return sql.list(
        "SELECT organizations_named(?, ?, ?, ?) AS id",
        row -> row.string("id"),
        name.orElse(""),
        plan,
        after,
        limit);
  }

  /** Of those that the transaction sees, these, in the order of their ids. */
  List<PlatformOrganization> list(Sql sql, List<String> ids) {
    return sql.list(
        """
        SELECT o.*,
          (SELECT count(*) FROM projects p WHERE p.org_id = o.org_id AND p.deleted_at IS NULL) AS projects,
          (SELECT count(*) FROM clusters c WHERE c.org_id = o.org_id AND c.gone_at IS NULL) AS clusters,
          (SELECT count(*) FROM memberships m JOIN users u ON u.id = m.user_id
            WHERE m.org_id = o.org_id AND u.kind = 'USER') AS members
        FROM organizations o WHERE o.org_id = ANY (?) ORDER BY o.org_id
        """,
        PlatformOrganization::read,
        ids);
  }

  Optional<Terms> find(Sql sql, String id) {
    return terms(sql, id, "");
  }

  /** Unchanged by others until the transaction ends. */
  Optional<Terms> lock(Sql sql, String id) {
    return terms(sql, id, " FOR NO KEY UPDATE OF o");
  }

  private Optional<Terms> terms(Sql sql, String id, String clause) {
    return sql.first(
        """
        SELECT o.*, p.audit_retention_days FROM organizations o JOIN plans p ON p.name = o.plan
        WHERE o.org_id = ? AND o.deleted_at IS NULL
        """
            + clause,
        this::read,
        id);
  }

  private Terms read(Row row) {
    return new Terms(
        row.string("org_id"),
        row.string("name"),
        plan(row, "plan"),
        json.read(row.string("limits"), LIMITS),
        row.time("audit_kept_until"),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("etag"));
  }

  void update(Sql sql, Terms changed) {
    sql.change(
        """
        UPDATE organizations SET plan = ?, limits = ?::jsonb, audit_kept_until = ?, updated_at = ?, etag = ?
        WHERE org_id = ?
        """,
        changed.plan().name(),
        json.write(changed.limits()),
        changed.auditKeptUntil(),
        changed.updatedAt(),
        changed.etag(),
        changed.id());
  }

  /** All plans there are, by name. */
  List<Plan> plans(Sql sql) {
    return sql.list("SELECT * FROM plans ORDER BY name", row -> plan(row, "name"));
  }

  private static Plan plan(Row row, String name) {
    return new Plan(row.string(name), row.text("audit_retention_days").map(Long::valueOf));
  }
}
