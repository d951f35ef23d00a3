package dev.aerie.controlplane.organization;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** The plan that organisations begin with. Safe for use by many threads. */
@ApplicationScoped
class FirstPlan {
  private static final String STANDARD = "standard";

  private final OrganizationConfig config;
  private final Database database;

  FirstPlan(OrganizationConfig config, Database database) {
    this.config = config;
    this.database = database;
  }

  String name() {
    return config.firstPlan().orElse(STANDARD);
  }

  /**
   * Asks whether there is such a plan, before anybody makes an organisation.
   *
   * @throws IllegalStateException when there is none: the control plane does not start
   */
  void check(@Observes StartupEvent event) {
    List<String> plans =
        database.read(
            Scope.none(),
            sql -> sql.list("SELECT name FROM plans ORDER BY name", row -> row.string("name")));
    if (!plans.contains(name())) {
      throw new IllegalStateException(
          "AERIE_PLAN_FOR_NEW_ORGANIZATIONS is %s, and there is no such plan: set it to one of %s, or leave it out for %s."
              .formatted(name(), String.join(", ", plans), STANDARD));
    }
  }
}
