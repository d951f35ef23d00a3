package dev.aerie.controlplane.region;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.organization.OrganizationService;
import dev.aerie.controlplane.platform.PlatformAdministrators;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.region.Enrolments.Enrolment;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rules of regions: an organisation's owners rule its own, administrators of the platform the
 * managed ones. Safe for use by many threads.
 */
@ApplicationScoped
class RegionService {
  private static final int MOST = 20;
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int SUFFIX = 6;

  private final RegionRepository repository;
  private final OrganizationService organizations;
  private final Enrolments enrolments;
  private final Credentials credentials;
  private final CloudRegions places;
  private final PlatformAdministrators administrators;
  private final Caller caller;
  private final AuditLog audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  RegionService(
      RegionRepository repository,
      OrganizationService organizations,
      Enrolments enrolments,
      Credentials credentials,
      CloudRegions places,
      PlatformAdministrators administrators,
      Caller caller,
      AuditLog audit,
      Clock clock) {
    this.repository = repository;
    this.organizations = organizations;
    this.enrolments = enrolments;
    this.credentials = credentials;
    this.places = places;
    this.administrators = administrators;
    this.caller = caller;
    this.audit = audit;
    this.clock = clock;
  }

  /** Makes a region and what enrols its agent. */
  EnrollableRegion create(Sql sql, NewRegion body) {
    body.organizationId().ifPresent(id -> organizations.lock(sql, id));
    body.check();
    if (body.organizationId().isEmpty()) {
      mustBeAdministrator(sql);
    }
    body.organizationId().ifPresent(id -> mustHaveRoom(sql, id));
    String cloud = body.cloud().orElseThrow();
    body.cloudRegion().ifPresent(place -> mustBeKnown(sql, cloud, place));
    String wanted = body.name().orElseThrow();
    String name = body.organizationId().isPresent() ? wanted + "-" + suffix() : wanted;
    sql.enter(name);
    if (!repository.insert(sql, name, body.organizationId(), cloud, body.cloudRegion())) {
      throw Problem.nameTaken(name);
    }
    Enrolment enrolment = enrolments.issue(sql, name);
    Region made = repository.find(sql, name).orElseThrow();
    record(sql, "region.create", Optional.empty(), Optional.of(made), made);
    return new EnrollableRegion(made, enrolment);
  }

  private void mustHaveRoom(Sql sql, String organization) {
    if (repository.count(sql, organization) >= MOST) {
      throw new Problem(
          Code.TOO_MANY_REGIONS,
          "An organization has at most %d regions of its own. Remove one.".formatted(MOST));
    }
  }

  /** A new token for the region's agent; the agent that is there goes on until it is used. */
  EnrollableRegion enrol(Sql sql, String name) {
    Region region = lock(sql, name);
    var made = new EnrollableRegion(region, enrolments.issue(sql, name));
    record(sql, "region.issue-token", Optional.empty(), Optional.empty(), region);
    return made;
  }

  /** Refuses the agent from now on; what runs in the region goes on. */
  Region revoke(Sql sql, String name) {
    Region region = lock(sql, name);
    enrolments.revoke(sql, name);
    credentials.revoke(sql, name);
    record(sql, "region.revoke", Optional.empty(), Optional.empty(), region);
    return region;
  }

  /** Takes no new clusters, or takes them again. */
  Region drain(Sql sql, String name, boolean draining) {
    Region before = lock(sql, name);
    repository.drain(sql, name, draining ? Optional.of(clock.instant()) : Optional.empty());
    Region after = repository.find(sql, name).orElseThrow();
    record(
        sql,
        draining ? "region.drain" : "region.open",
        Optional.of(before),
        Optional.of(after),
        after);
    return after;
  }

  /** Takes an empty region away. */
  Region remove(Sql sql, String name) {
    Region region = lock(sql, name);
    if (!repository.isEmpty(sql, name)) {
      throw new Problem(
          Code.REGION_NOT_EMPTY,
          "Region %s still has clusters. Drain it and delete them first.".formatted(name));
    }
    end(sql, name);
    record(sql, "region.remove", Optional.of(region), Optional.empty(), region);
    return region;
  }

  /** Takes a region away, whoever asks, with all that its agent could come in by. */
  void end(Sql sql, String name) {
    enrolments.revoke(sql, name);
    credentials.revoke(sql, name);
    repository.remove(sql, name);
  }

  private Region lock(Sql sql, String name) {
    Region seen = repository.find(sql, name).orElseThrow(() -> RegionResource.unknown(name));
    seen.organizationId().ifPresentOrElse(this::authorize, () -> mustBeAdministrator(sql));
    sql.enter(name);
    return repository.lock(sql, name).orElseThrow(() -> RegionResource.unknown(name));
  }

  private void authorize(String organization) {
    caller.authorizeOrganization(organization);
  }

  private void mustBeAdministrator(Sql sql) {
    administrators.mustBeOne(
        sql,
        "Managed regions are ruled by administrators of the platform. Name your organizationId"
            + " for a region of its own.");
  }

  private void mustBeKnown(Sql sql, String cloud, String place) {
    if (!places.contains(sql, cloud, place)) {
      String known =
          places.list(sql).stream()
              .filter(one -> one.cloud().equals(cloud))
              .map(CloudRegion::name)
              .collect(Collectors.joining(", "));
      throw Problem.wrongField(
          "cloudRegion",
          known.isEmpty()
              ? "is of an unknown cloud; see GET /v1/cloud-regions, or give cloud other and none"
              : "must be one of " + known);
    }
  }

  /** Names are unique over all organisations, and must not tell one what another has. */
  private String suffix() {
    return random
        .ints(SUFFIX, 0, LETTERS.length())
        .mapToObj(LETTERS::charAt)
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  private void record(
      Sql sql, String action, Optional<Region> before, Optional<Region> after, Region about) {
    sql.see(List.of(about.auditChain()));
    audit.record(sql, about.auditChain(), action, about.name(), before, after);
  }
}
