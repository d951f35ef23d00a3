package dev.aerie.controlplane.projectrole;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rules of roles that are held in projects. A change holds for everybody with the role from their
 * next call. Safe for use by many threads.
 */
@ApplicationScoped
public class ProjectRoleService {
  private final ProjectRoleRepository repository;
  private final OrganizationService organizations;
  private final Revisions revisions;
  private final Quotas quotas;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  ProjectRoleService(
      ProjectRoleRepository repository,
      OrganizationService organizations,
      Revisions revisions,
      Quotas quotas,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.organizations = organizations;
    this.revisions = revisions;
    this.quotas = quotas;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  ProjectRole get(Sql sql, String organization, String id) {
    caller.authorizeOrganization(organization);
    return builtIn(organization, id)
        .or(() -> repository.find(sql, organization, id))
        .orElseThrow(() -> Problem.notFound(Kind.PROJECT_ROLE, id));
  }

  /** Built-in ones first; there are few of the others. */
  Page<ProjectRole> list(Sql sql, String organization, PageRequest page) {
    caller.authorizeOrganization(organization);
    String after = page.key();
    return page.cut(
        Stream.concat(
                Arrays.stream(Role.values())
                    .filter(Role::isOfProject)
                    .map(Role::name)
                    .sorted()
                    .flatMap(name -> builtIn(organization, name).stream()),
                repository.list(sql, organization).stream())
            .filter(role -> role.id().compareTo(after) > 0)
            .limit(page.limit() + 1L)
            .toList(),
        ProjectRole::id);
  }

  private static Optional<ProjectRole> builtIn(String organization, String id) {
    return Role.named(id)
        .filter(Role::isOfProject)
        .map(role -> ProjectRole.builtIn(organization, role));
  }

  ProjectRole create(Sql sql, String organization, NewProjectRole body) {
    organizations.lock(sql, organization);
    body.check();
    Optional<Instant> now = Optional.of(clock.instant());
    var made =
        new ProjectRole(
            identifiers.next(Kind.PROJECT_ROLE),
            organization,
            body.name().orElseThrow(),
            body.permissions().orElseThrow(),
            body.dataRole().orElse(ProjectRole.NO_DATA),
            false,
            now,
            now,
            1);
    mayDefine(sql, made);
    quotas.mustHaveRoom(sql, organization, Quota.PROJECT_ROLES, 1);
    repository.insert(sql, made);
    audit.record(
        sql, organization, "project-role.create", made.id(), Optional.empty(), Optional.of(made));
    return made;
  }

  ProjectRole change(
      Sql sql, String organization, String id, Optional<String> ifMatch, ProjectRoleChanges body) {
    caller.authorizeOrganization(organization);
    body.check();
    // Regions are locked before rows, as where keys change.
    Optional<Long> revision =
        body.dataRole().map(role -> revisions.nextOfKeys(sql, organization, Optional.empty()));
    custom(sql, organization, id).mustMatch(ifMatch);
    ProjectRole before = lock(sql, organization, id);
    ProjectRole after = before.with(body, clock.instant());
    mayDefine(sql, after);
    mustNotWidenKeys(sql, before, after);
    repository.update(sql, after);
    revision.ifPresent(drawn -> repository.updateKeys(sql, after, drawn));
    audit.record(
        sql, organization, "project-role.update", id, Optional.of(before), Optional.of(after));
    return after;
  }

  ProjectRole delete(Sql sql, String organization, String id) {
    custom(sql, organization, id);
    ProjectRole before = lock(sql, organization, id);
    long uses = repository.uses(sql, before, clock.instant());
    if (uses > 0) {
      throw new Problem(
          Code.ROLE_IN_USE,
          "%d members, service accounts, groups or API keys have the role %s, some perhaps in the recycle bin. Give them another one first."
              .formatted(uses, before.name()));
    }
    repository.delete(sql, before);
    audit.record(
        sql, organization, "project-role.delete", id, Optional.of(before), Optional.empty());
    return before;
  }

  /** One that can be changed, by the only one who changes it now. */
  private ProjectRole custom(Sql sql, String organization, String id) {
    organizations.lock(sql, organization);
    ProjectRole role = get(sql, organization, id);
    if (role.builtIn()) {
      throw new Problem(
          Code.BUILT_IN_ROLE,
          "%s is built in and cannot be changed. Make a custom role instead.".formatted(id));
    }
    return role;
  }

  private ProjectRole lock(Sql sql, String organization, String id) {
    return repository
        .lock(sql, organization, id)
        .orElseThrow(() -> Problem.notFound(Kind.PROJECT_ROLE, id));
  }

  /** A key that was narrowed when it was made may do no more than keys so made may. */
  private void mustNotWidenKeys(Sql sql, ProjectRole before, ProjectRole after) {
    if (before.powers().cover(after.powers()) || Role.DATA_ADMIN.powers().cover(after.powers())) {
      return;
    }
    List<String> keys = repository.narrowedKeys(sql, after, clock.instant());
    if (!keys.isEmpty()) {
      throw new Problem(
          Code.ROLE_IN_USE,
          "API keys with clusterIds or scopes have the role %s, which may allow them no more than DATA_ADMIN does: %s. Revoke them first, or make another role."
              .formatted(before.name(), String.join(", ", keys)));
    }
  }

  private void mayDefine(Sql sql, ProjectRole role) {
    caller.mustHold(Target.organization(role.organizationId()), role.powers());
    if (Role.named(role.name()).isPresent()
        || repository.hasNamed(sql, role.organizationId(), role.name(), role.id())) {
      throw Problem.nameTaken(role.name());
    }
  }
}
