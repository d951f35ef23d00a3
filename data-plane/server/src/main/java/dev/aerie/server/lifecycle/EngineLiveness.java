package dev.aerie.server.lifecycle;

import dev.aerie.engine.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when the engine can't go on with its log: Kubernetes then starts the pod again. */
@Liveness
@ApplicationScoped
public class EngineLiveness implements HealthCheck {
  private final Engine engine;

  EngineLiveness(Engine engine) {
    this.engine = engine;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("engine").status(engine.isAlive()).build();
  }
}
