package dev.aerie.server.lifecycle;

import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready before clients can connect: the ports are opened side by side, and this is asked at the
 * one for management, which may be the first. Thread-safe.
 */
@Readiness
@ApplicationScoped
public class PortReadiness implements HealthCheck {
  private volatile boolean open;

  void opened(@ObservesAsync HttpServerStart event) {
    open = true;
  }

  /** Where the port speaks TLS, it speaks nothing else. */
  void openedWithTls(@ObservesAsync HttpsServerStart event) {
    open = true;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("port").status(open).build();
  }
}
