package dev.aerie.controlplane.region;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Makes the region the configuration names, with the configured token to enrol its agent. */
@ApplicationScoped
class RegionBootstrap {

  void start(
      @Observes StartupEvent event,
      RegionConfig config,
      Database database,
      RegionRepository regions,
      Enrolments enrolments) {
    config
        .name()
        .ifPresent(
            name -> {
              String token =
                  config
                      .token()
                      .orElseThrow(
                          () ->
                              new IllegalStateException(
                                  "AERIE_REGION_NAME is set, AERIE_REGION_TOKEN is not: set both or none"));
              database.transaction(
                  Scope.region(name),
                  sql -> {
                    regions.register(sql, name, config.cloud());
                    enrolments.offer(sql, name, token, config.tokenLife());
                    return name;
                  });
            });
  }
}
