package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.forgetting.Forgetting;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What regions measure of clusters and tell of their lives, as users and their Prometheus read it.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ObservabilityTest {
  IdentityProvider people;
  @Inject Forgetting forgetting;
  @Inject MovableClock clock;

  private Tenant tenant;
  private FakeAgent agent;
  private String cluster;
  private Instant hour;

  @BeforeEach
  void prepare() {
    hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
    tenant = Tenant.make(people);
    agent = FakeAgent.present();
    cluster = tenant.newCluster("watched").mustBe(202).id();
  }

  @Test
  void figuresComeBackInStepsEachSampleOnce() {
    for (int i = 0; i < 2; i++) {
      agent.tells(samples(0, 10, 0.5)).mustBe(200);
      agent.tells(samples(1, 30, 0.7)).mustBe(200);
    }
    agent.tells(samples(7, 50, 0.2)).mustBe(200);

    JsonNode found = series("metric=rows,busy_ratio&step=PT5M");

    assertThat(found.at("/0/metric").asText()).isEqualTo("busy_ratio");
    JsonNode rows = found.path(1);
    assertThat(rows.path("metric").asText()).isEqualTo("rows");
    assertThat(rows.path("points")).hasSize(2);
    assertThat(rows.at("/points/0/at").asText()).isEqualTo(hour.toString());
    assertThat(rows.at("/points/0/average").asDouble()).isEqualTo(20);
    assertThat(rows.at("/points/0/highest").asDouble()).isEqualTo(30);
    assertThat(rows.at("/points/1/average").asDouble()).isEqualTo(50);
    assertThat(series("").path(0).path("metric").asText()).isEqualTo("ready_replicas");
    assertThat(series("").path(0).path("points")).isEmpty();
  }

  @Test
  void rangesThatMeanNothingAreRefused() {
    for (String wrong :
        new String[] {
          "metric=colour",
          "step=PT1S",
          "step=soon",
          "from=yesterday",
          "step=P400D",
          "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
          "from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&step=PT1M"
        }) {
      assertThat(tenant.owner().get("/v1/clusters/" + cluster + "/metrics?" + wrong).status())
          .as(wrong)
          .isEqualTo(400);
    }
    agent.tells("\"metrics\": [{\"clusterId\": \"" + cluster + "\"}]").mustBe(400);
    agent.tells("\"events\": [{\"clusterId\": \"" + cluster + "\"}]").mustBe(400);
  }

  @Test
  void prometheusFindsAndReadsTheClustersOfItsKey() {
    agent
        .tells(
            "\"metrics\": [{\"clusterId\": \"%s\", \"at\": \"%s\", \"figures\": {\"rows\": 12, \"new_one\": 1}}]"
                .formatted(cluster, clock.instant().truncatedTo(ChronoUnit.MILLIS)))
        .mustBe(200);
    String path = "/v1/clusters/" + cluster + "/metrics:export";

    JsonNode targets =
        tenant
            .owner()
            .get("/v1/prometheus-targets?projectId=" + tenant.project())
            .mustBe(200)
            .json();
    assertThat(targets.at("/0/labels/__metrics_path__").asText()).isEqualTo(path);
    assertThat(targets.at("/0/labels/__scheme__").asText()).isEqualTo("http");
    assertThat(targets.at("/0/targets/0").asText()).contains(":");
    var text = tenant.withKey("DATA_VIEWER").get(path).mustBe(200).text();
    assertThat(text)
        .contains("# TYPE aerie_cluster_rows gauge\naerie_cluster_rows{organization=\"")
        .contains("cluster=\"" + cluster + "\",name=\"watched\",region=\"local\"} 12.0 ")
        .doesNotContain("new_one", "busy");
    clock.advance(Duration.ofMinutes(6));
    assertThat(tenant.owner().get(path).mustBe(200).text()).isEmpty();
  }

  @Test
  void eventsComeNewestFirstInPagesAndOnce() {
    agent.tells(event("e1", 0, "Provisioning", "NORMAL")).mustBe(200);
    agent.tells(event("e2", 1, "ImagePullFailed", "WARNING")).mustBe(200);
    agent.tells(event("e2", 1, "ImagePullFailed", "WARNING")).mustBe(200);
    agent.tells(event("e3", 2, "Ready", "NORMAL")).mustBe(200);
    String path = "/v1/clusters/" + cluster + "/events?limit=2";

    JsonNode first = tenant.owner().get(path).mustBe(200).json();
    JsonNode second =
        tenant
            .owner()
            .get(path + "&cursor=" + first.path("nextCursor").asText())
            .mustBe(200)
            .json();

    assertThat(reasons(first)).containsExactly("Ready", "ImagePullFailed");
    assertThat(first.at("/items/1/type").asText()).isEqualTo("WARNING");
    assertThat(reasons(second)).containsExactly("Provisioning");
    assertThat(second.path("nextCursor").isNull()).isTrue();
  }

  @Test
  void nothingOfAnotherTenantIsToldOrKept() {
    Tenant stranger = Tenant.make(people);
    agent.tells(event("e1", 0, "Ready", "NORMAL")).mustBe(200);

    for (String what : new String[] {"events", "metrics", "metrics:export"}) {
      stranger.owner().get("/v1/clusters/" + cluster + "/" + what).mustBe(404);
    }
    assertThat(stranger.owner().get("/v1/prometheus-targets").mustBe(200).text())
        .doesNotContain(cluster);
  }

  @Test
  void whatIsOlderThanThirtyDaysGoes() {
    agent.tells(event("e1", 0, "Ready", "NORMAL")).mustBe(200);
    agent.tells(samples(0, 10, 0.5)).mustBe(200);
    clock.advance(Duration.ofDays(31));

    forgetting.sweep();

    assertThat(
            reasons(tenant.owner().get("/v1/clusters/" + cluster + "/events").mustBe(200).json()))
        .isEmpty();
    assertThat(series("metric=rows").path(0).path("points")).isEmpty();
  }

  private JsonNode series(String query) {
    return tenant
        .owner()
        .get(
            "/v1/clusters/%s/metrics?from=%s&to=%s&%s"
                .formatted(cluster, hour, hour.plus(Duration.ofMinutes(30)), query))
        .mustBe(200)
        .json()
        .path("items");
  }

  private String samples(int minute, int rows, double busy) {
    return "\"metrics\": [{\"clusterId\": \"%s\", \"at\": \"%s\", \"figures\": {\"rows\": %d, \"busy_ratio\": %s}}]"
        .formatted(cluster, hour.plus(Duration.ofMinutes(minute)), rows, busy);
  }

  private String event(String id, int minute, String reason, String type) {
    return """
        "events": [{"id": "%s", "clusterId": "%s", "at": "%s", "type": "%s", "reason": "%s", "note": "It was so."}]"""
        .formatted(id, cluster, hour.plus(Duration.ofMinutes(minute)), type, reason);
  }

  private static List<String> reasons(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map(item -> item.path("reason").asText())
        .toList();
  }
}
