package dev.aerie.controlplane.access;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What people and service accounts were granted. Safe for use by many threads. */
@ApplicationScoped
class GrantRepository {
  private final Database database;

  GrantRepository(Database database) {
    this.database = database;
  }

  List<Grant> of(String principal) {
    return database.read(
        Scope.principal(principal),
        sql ->
            sql.list(
                """
                SELECT org_id, NULL AS project_id, role, '{}'::text[] AS permissions, NULL AS data_role
                FROM memberships WHERE user_id = ? AND NOT disabled
                UNION ALL SELECT m.org_id, m.project_id, m.role, coalesce(r.permissions, '{}'), r.data_role
                FROM project_memberships m JOIN memberships o ON o.org_id = m.org_id AND o.user_id = m.user_id
                LEFT JOIN project_roles r ON r.org_id = m.org_id AND r.id = m.role
                WHERE m.user_id = ? AND NOT o.disabled ORDER BY org_id, project_id NULLS FIRST
                """,
                row ->
                    new Grant(
                        row.string("org_id"), row.text("project_id"), List.of(), Powers.read(row)),
                principal,
                principal));
  }
}
