package dev.aerie.server.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the object store can't be reached. */
@Readiness
@ApplicationScoped
public class StorageReadiness implements HealthCheck {
  private final StorageProbe probe;

  StorageReadiness(StorageProbe probe) {
    this.probe = probe;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> error = probe.error();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("storage").status(error.isEmpty());
    error.ifPresent(reason -> response.withData("error", reason));
    return response.build();
  }
}
