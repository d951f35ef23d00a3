package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.support.AlertPreparation;
import dev.aerie.controlplane.support.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Figures of clusters beyond a threshold. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class MetricAlertTest extends AlertPreparation {

  @Test
  void metricBeyondItsThresholdIsToldAndSilenceChangesNothing() throws IOException {
    rule(
        "\"kind\": \"METRIC\", \"metric\": \"busy_ratio\", \"comparison\": \"ABOVE\", \"threshold\": 0.5");
    String cluster = tenant.newCluster("slow").mustBe(202).id();
    turn();
    assertThat(receiver.requests()).as("nothing is known").isEmpty();

    measure(cluster, 0.5);
    turn();
    assertThat(receiver.requests()).isEmpty();
    clock.advance(Duration.ofMinutes(6));
    measure(cluster, 0.75);
    turn();
    clock.advance(Duration.ofMinutes(6));
    turn();
    assertThat(types()).containsExactly("alert.began");
    assertThat(summaries().getFirst()).contains("busy_ratio of cluster slow", "0.75", "0.5");

    measure(cluster, 0.25);
    turn();
    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  @Test
  void metricOfAClusterThatIsGoneIsOver() throws IOException {
    rule(
        "\"kind\": \"METRIC\", \"metric\": \"busy_ratio\", \"comparison\": \"ABOVE\", \"threshold\": 0.5");
    String cluster = tenant.newCluster("slow").mustBe(202).id();
    agent.sees(cluster, 1, "Ready");
    measure(cluster, 0.75);
    turn();

    tenant.owner().delete("/v1/clusters/" + cluster).mustBe(202);
    clock.advance(Duration.ofMinutes(6));
    turn();
    assertThat(types()).as("it is there until its agent says otherwise").hasSize(1);
    agent.seesGone(cluster, 2);
    turn();

    assertThat(types()).containsExactly("alert.began", "alert.ended");
    assertThat(open()).isEmpty();
  }

  @Test
  void whatARuleFoundOfOtherThanClustersIsOverWhenItAsksForAMetric() throws IOException {
    rule("\"kind\": \"QUOTA_SHARE\", \"quota\": \"PROJECTS\", \"percent\": 1");
    turn();
    String id = tenant.owner().get(base + "/alert-rules").items().getFirst().path("id").asText();
    tenant
        .owner()
        .patch(
            base + "/alert-rules/" + id,
            "{\"condition\": {\"kind\": \"METRIC\", \"metric\": \"busy_ratio\", \"comparison\": \"ABOVE\", \"threshold\": 0.5}}")
        .mustBe(200);
    turn();

    assertThat(types()).containsExactly("alert.began", "alert.ended");
  }

  private void measure(String cluster, double busy) {
    agent
        .tells(
            "\"metrics\": [{\"clusterId\": \"%s\", \"at\": \"%s\", \"figures\": {\"busy_ratio\": %s}}]"
                .formatted(cluster, clock.instant(), busy))
        .mustBe(200);
  }
}
