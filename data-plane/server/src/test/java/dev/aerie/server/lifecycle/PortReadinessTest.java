package dev.aerie.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.http.HttpServerOptions;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class PortReadinessTest {
  private final PortReadiness readiness = new PortReadiness();

  @Test
  void isDownUntilClientsCanConnect() {
    assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);

    readiness.opened(new HttpServerStart(new HttpServerOptions()));

    assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void isDownUntilTheyCanConnectByTls() {
    assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);

    readiness.openedWithTls(new HttpsServerStart(new HttpServerOptions()));

    assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
  }
}
