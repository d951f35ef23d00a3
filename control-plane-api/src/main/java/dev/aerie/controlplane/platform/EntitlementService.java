package dev.aerie.controlplane.platform;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.identifier.Kind;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.FieldProblem;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What organisations may have, which those who run the platform say. Each method asks whether the
 * caller is one of them before it looks at anything. Safe for use by many threads.
 */
@ApplicationScoped
class EntitlementService {
  private static final String OTHERWISE =
      "All organizations, and their plans, are for administrators of the platform. See your own by"
          + " GET /v1/organizations, and ask whoever runs the platform for another plan.";

  private final PlatformOrganizationRepository repository;
  private final PlatformAdministrators administrators;
  private final Quotas quotas;
  private final Caller caller;
  private final AuditLog audit;
  private final Clock clock;

  EntitlementService(
      PlatformOrganizationRepository repository,
      PlatformAdministrators administrators,
      Quotas quotas,
      Caller caller,
      AuditLog audit,
      Clock clock) {
    this.repository = repository;
    this.administrators = administrators;
    this.quotas = quotas;
    this.caller = caller;
    this.audit = audit;
    this.clock = clock;
  }

  Page<PlatformOrganization> list(
      Sql sql, Optional<String> name, Optional<String> plan, PageRequest page) {
    administrators.mustBeOne(sql, OTHERWISE);
    List<String> ids =
        repository.ids(sql, name, plan, page.after(Kind.ORGANIZATION), page.limit() + 1);
    sql.see(ids);
    return page.cut(repository.list(sql, ids), PlatformOrganization::id);
  }

  Entitlements get(Sql sql, String id) {
    enter(sql, id);
    return shown(sql, repository.find(sql, id).orElseThrow(() -> unknown(id)));
  }

  /** Gives another plan, or other limits; what there is already stays. */
  Entitlements change(Sql sql, String id, Optional<String> ifMatch, EntitlementChanges body) {
    enter(sql, id);
    Terms before = repository.lock(sql, id).orElseThrow(() -> unknown(id));
    caller.touch(id);
    before.mustMatch(ifMatch);
    body.check();
    Plan plan = body.plan().map(name -> plan(sql, name)).orElse(before.plan());
    Terms after = before.with(plan, body.appliedTo(before.limits()), clock.instant());
    // Who is about to get something by the limits before gets it first.
    quotas.lock(sql, id);
    Entitlements shownBefore = shown(sql, before);
    repository.update(sql, after);
    Entitlements shownAfter = shown(sql, after);
    audit.record(
        sql, id, "organization.set-plan", id, Optional.of(shownBefore), Optional.of(shownAfter));
    return shownAfter;
  }

  private void enter(Sql sql, String id) {
    administrators.mustBeOne(sql, OTHERWISE);
    if (!Kind.ORGANIZATION.matches(id)) {
      throw unknown(id);
    }
    sql.see(List.of(id));
  }

  private Entitlements shown(Sql sql, Terms terms) {
    return Entitlements.of(terms, quotas.usage(sql, terms.id()));
  }

  private Plan plan(Sql sql, String name) {
    List<Plan> plans = repository.plans(sql);
    return plans.stream()
        .filter(plan -> plan.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknownPlan(name, plans));
  }

  private static Problem unknownPlan(String name, List<Plan> plans) {
    String known = plans.stream().map(Plan::name).collect(Collectors.joining(", "));
    return new Problem(
        Code.UNKNOWN_PLAN,
        "There is no plan %s. Plans: %s.".formatted(name, known),
        List.of(new FieldProblem("plan", "must be one of " + known)));
  }

  private static Problem unknown(String id) {
    return Problem.notFound(Kind.ORGANIZATION, id);
  }
}
