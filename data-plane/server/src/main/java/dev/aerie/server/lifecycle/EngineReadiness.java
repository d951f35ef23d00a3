package dev.aerie.server.lifecycle;

import dev.aerie.engine.Engine;
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
    return HealthCheckResponse.named("engine")
        .status(engine.isReady())
        .withData("writer", engine.isWriter())
        .withData("epoch", engine.epoch().number())
        .build();
  }
}
