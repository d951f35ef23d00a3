package dev.aerie.controlplane.project;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import dev.aerie.controlplane.recyclebin.RecycleBin;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Rules of projects. Safe for use by many threads. */
@ApplicationScoped
public class ProjectService {
  private final ProjectRepository repository;
  private final Quotas quotas;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  ProjectService(
      ProjectRepository repository,
      Quotas quotas,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.quotas = quotas;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /**
   * A project the caller may use for what the endpoint needs.
   *
   * @throws Problem 404 or 403 otherwise
   */
  public Project get(Sql sql, String id) {
    return authorized(repository.find(sql, id), id);
  }

  /** As {@link #get}, and nobody else changes or deletes it until the transaction ends. */
  public Project lock(Sql sql, String id) {
    return authorized(repository.lock(sql, id), id);
  }

  private Project authorized(Optional<Project> found, String id) {
    Project project = found.orElseThrow(() -> Problem.notFound(Kind.PROJECT, id));
    caller.authorize(project.target(), Kind.PROJECT, id);
    return project;
  }

  Page<Project> list(Sql sql, Optional<String> organization, PageRequest page) {
    organization.ifPresent(id -> caller.mustSee(Target.organization(id), Kind.ORGANIZATION, id));
    return page.cut(
        repository.list(
            sql, caller.reach(), organization, page.after(Kind.PROJECT), page.limit() + 1),
        Project::id);
  }

  Project create(Sql sql, NewProject body) {
    new Checks()
        .present("organizationId", body.organizationId())
        .present("name", body.name())
        .title("name", body.name())
        .end();
    String organization = body.organizationId().orElseThrow();
    caller.authorizeOrganization(organization);
    lockOrganization(sql, organization);
    quotas.mustHaveRoom(sql, organization, Quota.PROJECTS, 1);
    Instant now = clock.instant();
    var made =
        new Project(
            identifiers.next(Kind.PROJECT), organization, body.name().orElseThrow(), now, now, 1);
    repository.insert(sql, made);
    audit.record(
        sql, organization, "project.create", made.id(), Optional.empty(), Optional.of(made));
    return made;
  }

  /** So that it is not deleted between this check and the commit. */
  private static void lockOrganization(Sql sql, String id) {
    if (sql.list(
            "SELECT 1 FROM organizations WHERE org_id = ? AND deleted_at IS NULL FOR SHARE",
            row -> id,
            id)
        .isEmpty()) {
      throw Problem.notFound(Kind.ORGANIZATION, id);
    }
  }

  Project rename(Sql sql, String id, Optional<String> ifMatch, ProjectChanges changes) {
    Project before = lock(sql, id);
    before.mustMatch(ifMatch);
    new Checks().title("name", changes.name()).end();
    Project after = changed(before, changes.name());
    repository.update(sql, after);
    audit.record(
        sql,
        before.organizationId(),
        "project.update",
        id,
        Optional.of(before),
        Optional.of(after));
    return after;
  }

  private Project changed(Project before, Optional<String> name) {
    return new Project(
        before.id(),
        before.organizationId(),
        name.orElse(before.name()),
        before.createdAt(),
        clock.instant(),
        before.etag() + 1);
  }

  ProjectQuotas quotas(Sql sql, String id) {
    return quotas(sql, get(sql, id));
  }

  private ProjectQuotas quotas(Sql sql, Project project) {
    return new ProjectQuotas(
        project.id(), quotas.usage(sql, project.organizationId(), project.id()), project.etag());
  }

  /** Says what a project may have; what it has already stays. */
  ProjectQuotas limit(Sql sql, String id, Optional<String> ifMatch, ProjectLimits body) {
    Project project = lock(sql, id);
    project.mustMatch(ifMatch);
    body.check();
    ProjectQuotas before = quotas(sql, project);
    if (body.limits().isPresent()) {
      quotas.limit(sql, project.organizationId(), id, body.byQuota());
      repository.update(sql, changed(project, Optional.empty()));
    }
    ProjectQuotas after = quotas(sql, id);
    audit.record(
        sql,
        project.organizationId(),
        "project.limit",
        id,
        Optional.of(before),
        Optional.of(after));
    return after;
  }

  /** Brings a deleted project back; its keys stay revoked. */
  Project restore(Sql sql, String id) {
    repository
        .find(sql, id)
        .ifPresent(
            live -> {
              caller.authorize(live.target(), Kind.PROJECT, id);
              throw new Problem(
                  Code.PROJECT_NOT_DELETED,
                  "The project has not been deleted; nothing is to be restored.");
            });
    Project deleted = authorized(repository.lockDeleted(sql, id, RecycleBin.since(clock)), id);
    lockOrganization(sql, deleted.organizationId());
    quotas.mustHaveRoom(sql, deleted.organizationId(), Quota.PROJECTS, 1);
    repository.restore(sql, deleted, clock.instant());
    Project restored = get(sql, id);
    audit.record(
        sql,
        restored.organizationId(),
        "project.restore",
        id,
        Optional.empty(),
        Optional.of(restored));
    return restored;
  }

  Project delete(Sql sql, String id) {
    Project before = lock(sql, id);
    if (repository.hasClusters(sql, before)) {
      throw new Problem(
          Code.PROJECT_NOT_EMPTY,
          "The project still has clusters. Delete them first and wait until they are gone.");
    }
    repository.delete(sql, before, clock.instant());
    audit.record(
        sql, before.organizationId(), "project.delete", id, Optional.of(before), Optional.empty());
    return before;
  }
}
