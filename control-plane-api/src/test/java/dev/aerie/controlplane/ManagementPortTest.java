package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who run it ask is answered at a port of its own, and nowhere else. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ManagementPortTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/health",
        "/q/health/live",
        "/q/health/ready",
        "/q/health/started",
        "/q/metrics",
        "/q/metrics/",
        "/q/../q/metrics",
        "//q/metrics",
        "/q/%6detrics"
      })
  void publicPortTellsNothingOfItself(String path) {
    assertThat(Api.anonymous().get(path).text()).doesNotContain("\"status\": \"UP\"", "# HELP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics"})
  void publicPortKnowsNoSuchAddress(String path) {
    assertThat(Api.anonymous().get(path).mustBe(404).text("code")).isEqualTo("NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready"})
  void managementPortTellsOfHealth(String path) {
    assertThat(Api.management(path).mustBe(200).text("status")).isEqualTo("UP");
  }

  @Test
  void managementPortTellsMetrics() {
    Api.anonymous().get("/v1/console-config").mustBe(200);

    assertThat(Api.management("/q/metrics").mustBe(200).text())
        .contains("http_server_requests_seconds_count{");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/console-config", "/v1/me", "/login", "/", "/q/openapi"})
  void managementPortServesNothingElse(String path) {
    Api.management(path).mustBe(404);
  }

  @Test
  void descriptionOfTheApiStaysPublic() {
    assertThat(Api.anonymous().get("/q/openapi").mustBe(200).text()).contains("/v1/clusters");
  }
}
