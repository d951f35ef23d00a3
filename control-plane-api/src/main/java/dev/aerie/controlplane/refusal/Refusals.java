package dev.aerie.controlplane.refusal;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;

/**
 * Records calls that were refused, in a transaction of their own: the request's has been rolled
 * back. How many, {@link RefusalBudget} says.
 */
@RequestScoped
public class Refusals {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  /** Asked by POST, as what is asked is large. */
  private static final Set<String> QUESTIONS = Set.of("/v1/quotes");

  private static final Set<Integer> ALWAYS = Set.of(401, 403);

  private final Caller caller;
  private final Database database;
  private final AuditLog audit;
  private final RefusalBudget budget;
  private final RoutingContext routing;

  Refusals(
      Caller caller,
      Database database,
      AuditLog audit,
      RefusalBudget budget,
      RoutingContext routing) {
    this.caller = caller;
    this.database = database;
    this.audit = audit;
    this.budget = budget;
    this.routing = routing;
  }

  /**
   * Records a refused change, or anything refused for want of a right, when it is known whose
   * organisation it was about.
   */
  public void record(Problem problem) {
    boolean change =
        !READING.contains(routing.request().method().name())
            && !QUESTIONS.contains(routing.normalizedPath());
    if (change || ALWAYS.contains(problem.status())) {
      caller
          .claimed()
          .ifPresent(who -> organization(who).ifPresent(id -> record(problem, who, id)));
    }
  }

  private void record(Problem problem, Principal who, String organization) {
    var decision = budget.take(organization, who.id());
    if (decision.allowed()) {
      database.transaction(
          Scope.organization(organization),
          sql -> {
            audit.refused(
                sql,
                organization,
                routing.request().method().name() + " refused",
                routing.request().path(),
                new AuditLog.Refusal(problem.code(), decision.missed()));
            return organization;
          });
    }
  }

  private Optional<String> organization(Principal who) {
    return caller
        .touched()
        .or(
            () ->
                Optional.of(who.organizations())
                    .filter(ids -> ids.size() == 1)
                    .map(ids -> ids.getFirst()));
  }
}
