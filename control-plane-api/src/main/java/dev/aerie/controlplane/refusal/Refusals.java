package dev.aerie.controlplane.refusal;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.audit.AuditLog;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/**
 * Records changes that were refused, in a transaction of their own: the request's has been rolled
 * back.
 */
@RequestScoped
public class Refusals {
  private final Caller caller;
  private final Database database;
  private final AuditLog audit;
  private final RoutingContext routing;

  Refusals(Caller caller, Database database, AuditLog audit, RoutingContext routing) {
    this.caller = caller;
    this.database = database;
    this.audit = audit;
    this.routing = routing;
  }

  /** Records a refusal when it refused a change and it is known whose organisation it was about. */
  public void record(Problem problem) {
    String method = routing.request().method().name();
    if (method.equals("GET") || method.equals("HEAD") || caller.known().isEmpty()) {
      return;
    }
    organization()
        .ifPresent(
            id ->
                database.transaction(
                    Scope.organization(id),
                    sql -> {
                      audit.refused(
                          sql, id, method + " refused", routing.request().path(), problem.code());
                      return id;
                    }));
  }

  private Optional<String> organization() {
    return caller
        .touched()
        .or(
            () ->
                caller
                    .known()
                    .map(known -> known.organizations())
                    .filter(ids -> ids.size() == 1)
                    .map(ids -> ids.getFirst()));
  }
}
