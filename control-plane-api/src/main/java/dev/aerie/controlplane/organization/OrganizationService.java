package dev.aerie.controlplane.organization;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.identifier.Identifiers;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rules of organisations. Safe for use by many threads. */
@ApplicationScoped
public class OrganizationService {
  private final OrganizationRepository repository;
  private final OrganizationConfig config;
  private final FirstPlan firstPlan;
  private final Caller caller;
  private final AuditLog audit;
  private final Identifiers identifiers;
  private final Clock clock;

  OrganizationService(
      OrganizationRepository repository,
      OrganizationConfig config,
      FirstPlan firstPlan,
      Caller caller,
      AuditLog audit,
      Identifiers identifiers,
      Clock clock) {
    this.repository = repository;
    this.config = config;
    this.firstPlan = firstPlan;
    this.caller = caller;
    this.audit = audit;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  Organization create(Sql sql, NewOrganization body) {
    body.check();
    Principal person = caller.principal();
    if (person.kind() != Principal.Kind.USER) {
      throw new Problem(
          Code.ORGANIZATION_BY_PERSON,
          "An organization is made by a person. Sign in, or use a person's access token.");
    }
    if (repository.countOwned(sql, person.id()) >= config.perPerson()) {
      throw new Problem(
          Code.TOO_MANY_ORGANIZATIONS,
          "A person may own %d organizations. Delete one, or ask whoever runs the platform."
              .formatted(config.perPerson()));
    }
    Instant now = clock.instant();
    var made =
        new Organization(
            identifiers.next(Kind.ORGANIZATION), body.name().orElseThrow(), now, now, 1);
    sql.see(List.of(made.id()));
    repository.insert(sql, made, firstPlan.name());
    repository.addOwner(sql, made, person.id());
    audit.record(
        sql, made.id(), "organization.create", made.id(), Optional.empty(), Optional.of(made));
    return made;
  }

  Organization get(Sql sql, String id) {
    caller.authorizeOrganization(id);
    return repository.find(sql, id).orElseThrow(() -> Problem.notFound(Kind.ORGANIZATION, id));
  }

  Organization rename(Sql sql, String id, Optional<String> ifMatch, OrganizationChanges body) {
    Organization before = lock(sql, id);
    before.mustMatch(ifMatch);
    body.check();
    var after =
        new Organization(
            id,
            body.name().orElse(before.name()),
            before.createdAt(),
            clock.instant(),
            before.etag() + 1);
    repository.update(sql, after);
    audit.record(sql, id, "organization.update", id, Optional.of(before), Optional.of(after));
    return after;
  }

  Organization delete(Sql sql, String id) {
    Organization before = lock(sql, id);
    if (repository.hasProjects(sql, id)) {
      throw new Problem(
          Code.ORGANIZATION_NOT_EMPTY, "The organization still has projects. Delete them first.");
    }
    if (repository.hasSsoConnections(sql, id)) {
      throw new Problem(
          Code.ORGANIZATION_NOT_EMPTY,
          "The organization still has single sign-on connections. Delete them first.");
    }
    if (repository.hasRegions(sql, id)) {
      throw new Problem(
          Code.ORGANIZATION_NOT_EMPTY,
          "The organization still has regions of its own. Remove them first.");
    }
    audit.record(sql, id, "organization.delete", id, Optional.of(before), Optional.empty());
    repository.delete(
        sql,
        new Organization(id, before.name(), before.createdAt(), clock.instant(), before.etag()));
    return before;
  }

  /**
   * An organisation the caller may use for what the endpoint needs; nobody else changes it until
   * the transaction ends.
   *
   * @throws Problem 404 or 403 otherwise
   */
  public Organization lock(Sql sql, String id) {
    caller.authorizeOrganization(id);
    return repository.lock(sql, id).orElseThrow(() -> Problem.notFound(Kind.ORGANIZATION, id));
  }

  /**
   * Something of an organisation that the caller may use for what the endpoint needs; nobody else
   * changes either until the transaction ends.
   *
   * @throws Problem 404 or 403 otherwise
   */
  public <T> T lock(Sql sql, String organization, OrganizationRows<T> rows, String id) {
    lock(sql, organization);
    return rows.lock(sql, organization, id);
  }
}
