package dev.aerie.controlplane.apikey;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Creator;
import dev.aerie.controlplane.access.Powers;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.access.Target;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.project.ProjectService;
import dev.aerie.controlplane.projectrole.ProjectRoles;
import dev.aerie.controlplane.quota.Quota;
import dev.aerie.controlplane.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules of API keys. A change reaches the clusters a key opens by the key's next revision. Safe for
 * use by many threads.
 */
@ApplicationScoped
public class ApiKeyService {
  private final ApiKeyRepository repository;
  private final CreatedKeys created;
  private final ProjectService projects;
  private final Revisions revisions;
  private final ProjectRoles roles;
  private final Quotas quotas;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  ApiKeyService(
      ApiKeyRepository repository,
      CreatedKeys created,
      ProjectService projects,
      Revisions revisions,
      ProjectRoles roles,
      Quotas quotas,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.created = created;
    this.projects = projects;
    this.revisions = revisions;
    this.roles = roles;
    this.quotas = quotas;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  ApiKey get(Sql sql, String id) {
    ApiKey key = repository.find(sql, id).orElseThrow(() -> Problem.notFound(Kind.API_KEY, id));
    caller.authorize(key.target(), Kind.API_KEY, id);
    return key;
  }

  Page<ApiKey> list(
      Sql sql,
      Optional<String> organization,
      Optional<String> project,
      Optional<String> creator,
      PageRequest page) {
    organization.ifPresent(id -> caller.mustSee(Target.organization(id), Kind.ORGANIZATION, id));
    project.ifPresent(id -> projects.get(sql, id));
    return page.cut(
        repository.list(
            sql,
            caller.reach(),
            organization,
            project,
            creator,
            page.after(Kind.API_KEY),
            page.limit() + 1),
        ApiKey::id);
  }

  CreatedApiKey create(Sql sql, NewApiKey body) {
    body.check(clock.instant());
    String organization = body.organizationId().orElseThrow();
    caller.authorize(
        new Target(organization, body.projectId(), Optional.empty()),
        Kind.ORGANIZATION,
        organization);
    body.projectId().ifPresent(project -> mustFit(sql, organization, project, body.clusters()));
    var made =
        new ApiKey(
            identifiers.next(Kind.API_KEY),
            organization,
            body.projectId(),
            body.clusters(),
            body.name().orElseThrow(),
            body.role().orElseThrow(),
            body.scopes().orElse(List.of()),
            body.ipAllowlist().orElse(List.of()),
            body.expiresAt(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Creator.of(caller.principal())),
            clock.instant(),
            1);
    long revision = revisions.nextOfKeys(sql, organization, made.projectId());
    created.mustStillBeThere(sql, organization);
    mustHaveRoom(sql, made);
    mayGrant(made.target(), roles.powers(sql, organization, "role", made.role()), body);
    String secret = insert(sql, made, revision);
    audit.record(
        sql, organization, "api-key.create", made.id(), Optional.empty(), Optional.of(made));
    return new CreatedApiKey(made, secret);
  }

  private void mustHaveRoom(Sql sql, ApiKey key) {
    String organization = key.organizationId();
    key.projectId()
        .ifPresentOrElse(
            project -> quotas.mustHaveRoom(sql, organization, project, Quota.API_KEYS, 1),
            () -> quotas.mustHaveRoom(sql, organization, Quota.API_KEYS, 1));
  }

  private void mayGrant(Target target, Powers powers, NewApiKey body) {
    caller.mustHold(target, powers);
    if (body.narrows() && !Role.DATA_ADMIN.powers().cover(powers)) {
      throw Problem.wrongField(
          "role", "must allow no more than DATA_ADMIN does, as clusterIds or scopes narrow it");
    }
  }

  private String insert(Sql sql, ApiKey made, long revision) {
    String secret = ApiKeySecret.next(made.id());
    repository.insert(sql, made, ApiKeySecret.sha256(secret), revision);
    return secret;
  }

  /** Makes a key that opens the same; the old one ends after the overlap. */
  CreatedApiKey rotate(Sql sql, String id, Rotation rotation) {
    ApiKey seen = get(sql, id);
    Duration overlap = rotation.overlap();
    long revision = revisions.nextOfKeys(sql, seen.organizationId(), seen.projectId());
    ApiKey before = repository.lock(sql, id).orElseThrow(() -> Problem.notFound(Kind.API_KEY, id));
    if (!before.isOpen(clock.instant()) || before.rotatedTo().isPresent()) {
      throw new Problem(
          Code.KEY_ENDED,
          "The key was revoked, has expired or was rotated already. Make a new one instead.");
    }
    created.mustStillBeThere(sql, before.organizationId());
    mustHaveRoom(sql, before);
    caller.mustHold(
        before.target(), roles.powers(sql, before.organizationId(), "role", before.role()));
    ApiKey made =
        before.successor(
            identifiers.next(Kind.API_KEY), Creator.of(caller.principal()), clock.instant());
    String secret = insert(sql, made, revision);
    repository.replace(sql, before, made, clock.instant().plus(overlap), revision);
    audit.record(
        sql,
        before.organizationId(),
        "api-key.rotate",
        id,
        Optional.of(before),
        Optional.of(get(sql, id)));
    return new CreatedApiKey(made, secret);
  }

  /** Ends a key; ending it twice is ending it once. */
  ApiKey revoke(Sql sql, String id) {
    ApiKey before = get(sql, id);
    if (before.revokedAt().isEmpty()) {
      long revision = revisions.nextOfKeys(sql, before.organizationId(), before.projectId());
      repository.revoke(sql, before, clock.instant(), revision);
      audit.record(
          sql,
          before.organizationId(),
          "api-key.revoke",
          id,
          Optional.of(before),
          Optional.of(get(sql, id)));
    }
    return before;
  }

  private void mustFit(Sql sql, String organization, String project, List<String> clusters) {
    if (!projects.lock(sql, project).organizationId().equals(organization)) {
      throw Problem.wrongField("projectId", "must be a project of the organization");
    }
    var strange = new ArrayList<>(clusters);
    strange.removeAll(repository.clustersIn(sql, project, clusters));
    if (!strange.isEmpty()) {
      throw Problem.wrongField(
          "clusterIds", "are not clusters of the project: " + String.join(", ", strange));
    }
  }
}
