package dev.aerie.server.lifecycle;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineStatus;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when catalog and log are replayed and the epoch is known. */
@Readiness
@ApplicationScoped
public class EngineReadiness implements HealthCheck {
  private final Engine engine;

  EngineReadiness(Engine engine) {
    this.engine = engine;
  }

  @Override
  public HealthCheckResponse call() {
    EngineStatus status = engine.status();
    return HealthCheckResponse.named("engine")
        .status(status.ready())
        .withData("writer", status.writer())
        .withData("epoch", status.epoch())
        .build();
  }
}
