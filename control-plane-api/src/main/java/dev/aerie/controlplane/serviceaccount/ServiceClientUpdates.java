package dev.aerie.controlplane.serviceaccount;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.keycloak.KeycloakRefusal;
import dev.aerie.controlplane.keycloak.ServiceClients;
import dev.aerie.controlplane.problem.Problem;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells Keycloak which service accounts were enabled, disabled or deleted, once that is committed
 * and again until it has heard. Safe for use by many threads and replicas.
 */
@ApplicationScoped
public class ServiceClientUpdates {
  private static final Logger LOG = Logger.getLogger(ServiceClientUpdates.class);
  private static final int AT_ONCE = 20;

  private final Database database;
  private final ServiceClients clients;

  ServiceClientUpdates(Database database, ServiceClients clients) {
    this.database = database;
    this.clients = clients;
  }

  /** Tells what Keycloak has not heard yet; called by time. */
  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void deliver() {
    try {
      database
          .transaction(
              Scope.none(),
              sql ->
                  sql.list(
                      "SELECT organizations_with_untold_service_accounts() AS id",
                      row -> row.string("id")))
          .forEach(
              organization ->
                  database.transaction(
                      Scope.organization(organization), sql -> deliver(sql, organization)));
    } catch (Problem | KeycloakRefusal later) {
      LOG.warnf("Keycloak has not heard of changes to service accounts: %s", later.getMessage());
    }
  }

  private int deliver(Sql sql, String organization) {
    List<Untold> due =
        sql.list(
            """
            SELECT id, client_key, disabled, deleted_at IS NOT NULL AS gone FROM service_accounts
            WHERE org_id = ? AND NOT told ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
            """,
            row ->
                new Untold(
                    row.string("id"),
                    row.string("client_key"),
                    row.flag("disabled"),
                    row.flag("gone")),
            organization,
            AT_ONCE);
    for (Untold one : due) {
      if (one.gone()) {
        clients.delete(one.key());
      } else {
        clients.enable(one.key(), one.id(), !one.disabled());
      }
      sql.change(
          "UPDATE service_accounts SET told = true WHERE org_id = ? AND id = ?",
          organization,
          one.id());
    }
    return due.size();
  }

  private record Untold(String id, String key, boolean disabled, boolean gone) {}
}
