package dev.aerie.controlplane.project;

import dev.aerie.controlplane.access.Reach;
import dev.aerie.controlplane.access.ReachedPage;
import dev.aerie.controlplane.database.Conditions;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of projects. Safe for use by many threads. */
@ApplicationScoped
public class ProjectRepository {

  Optional<Project> find(Sql sql, String id) {
    return sql.first(
        "SELECT * FROM projects WHERE id = ? AND deleted_at IS NULL", Project::read, id);
  }

  /**
   * Unchanged by others until the transaction ends; rows that only name it can be made meanwhile.
   */
  Optional<Project> lock(Sql sql, String id) {
    return sql.first(
        "SELECT * FROM projects WHERE id = ? AND deleted_at IS NULL FOR NO KEY UPDATE",
        Project::read,
        id);
  }

  List<Project> list(Sql sql, Reach reach, Optional<String> organization, String after, int limit) {
    Conditions wanted =
        new Conditions().and("deleted_at IS NULL").andIf("org_id = ?", organization);
    var page = new ReachedPage("projects", "id = reached.id", reach, wanted, after, limit);
    return sql.list(
        "SELECT * FROM projects WHERE " + page.text(), Project::read, page.parameters());
  }

  void insert(Sql sql, Project made) {
    Problem.unlessTaken(
        made.name(),
        () ->
            sql.change(
                "INSERT INTO projects (org_id, id, name, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
                made.organizationId(),
                made.id(),
                made.name(),
                made.createdAt(),
                made.updatedAt()));
  }

  void update(Sql sql, Project changed) {
    Problem.unlessTaken(
        changed.name(),
        () ->
            sql.change(
                "UPDATE projects SET name = ?, updated_at = ?, etag = ? WHERE org_id = ? AND id = ?",
                changed.name(),
                changed.updatedAt(),
                changed.etag(),
                changed.organizationId(),
                changed.id()));
  }

  boolean hasClusters(Sql sql, Project project) {
    return sql.first(
            "SELECT 1 FROM clusters WHERE org_id = ? AND project_id = ? AND gone_at IS NULL LIMIT 1",
            row -> project,
            project.organizationId(),
            project.id())
        .isPresent();
  }

  void delete(Sql sql, Project gone, Instant at) {
    sql.change(
        "UPDATE projects SET deleted_at = ? WHERE org_id = ? AND id = ?",
        at,
        gone.organizationId(),
        gone.id());
    sql.change(
        "UPDATE api_keys SET revoked_at = ? WHERE org_id = ? AND project_id = ? AND revoked_at IS NULL",
        at,
        gone.organizationId(),
        gone.id());
  }

  /** A project deleted after this time, unchanged by others until the transaction ends. */
  Optional<Project> lockDeleted(Sql sql, String id, Instant since) {
    return sql.first(
        "SELECT * FROM projects WHERE id = ? AND deleted_at > ? FOR NO KEY UPDATE",
        Project::read,
        id,
        since);
  }

  void restore(Sql sql, Project deleted, Instant at) {
    Problem.unlessTaken(
        deleted.name(),
        () ->
            sql.change(
                "UPDATE projects SET deleted_at = NULL, updated_at = ?, etag = etag + 1 WHERE org_id = ? AND id = ?",
                at,
                deleted.organizationId(),
                deleted.id()));
  }
}
