package dev.aerie.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * That decisions are measured for, written down, told and carried out; which ones, is tested
 * purely.
 */
class ScalingTest {

  private static final String ALWAYS_TWO =
      "{'autoscaling': {'mode': '%s', 'units': {'min': 1, 'max': 4}, 'replicas': {'min': 1, 'max': 4},"
          + " 'schedules': [{'schedule': '* * * * *', 'duration': '10m', 'minReplicas': 2}]}}";

  private static final String UP_TO_TWO =
      "{'autoscaling': {'mode': 'Auto', 'units': {'min': 1, 'max': 2}, 'replicas': {'min': 1, 'max': 2}}}";

  private static TestKubernetes kubernetes;
  private static LiveClusters clusters;

  private Duration later = Duration.ZERO;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    clusters = new LiveClusters(kubernetes);
  }

  @AfterEach
  void bringBackTheTime() {
    kubernetes.clock().shift(Duration.ZERO);
  }

  @Test
  void onlyWritesDownWhatItWouldDoUntilItIsInCharge() {
    clusters.create("scaled", new Compute(1, 1));
    clusters.awaitPhase("scaled", Phase.READY);

    clusters.edit("scaled", ALWAYS_TWO.formatted("DryRun"));
    VectorCluster dry = clusters.awaitThat("scaled", each -> reason(each).equals("Schedule"));
    assertThat(dry.getStatus().scaling().replicas()).isEqualTo(2);
    assertThat(dry.getStatus().scaling().explanation())
        .startsWith("Dry run: 1 to 2 replicas: a schedule asks for it.");
    clusters.awaitEvent("scaled", "Schedule");
    clusters.settledVersion("scaled");
    assertThat(clusters.pods("scaled")).hasSize(1);
    assertThat(dry.getStatus().compute()).isEqualTo(new Compute(1, 1));

    clusters.edit("scaled", ALWAYS_TWO.formatted("Auto"));
    clusters.awaitThat("scaled", each -> each.getStatus().readyReplicas() == 2);
    VectorCluster scaled = clusters.resource("scaled").get();
    assertThat(scaled.getSpec().compute()).isEqualTo(new Compute(1, 1));
    assertThat(scaled.getStatus().compute()).isEqualTo(new Compute(1, 2));

    clusters.edit("scaled", "{'autoscaling': null}");
    VectorCluster back =
        clusters.awaitThat("scaled", each -> each.getStatus().readyReplicas() == 1);
    assertThat(back.getStatus().compute()).isEqualTo(new Compute(1, 1));
    clusters.delete("scaled");
  }

  @Test
  void saysWhyItChangesNothing() throws IOException {
    clusters.create("blind", new Compute(1, 1));
    Path sighted = clusters.create("sighted", new Compute(1, 1));
    Files.writeString(
        sighted.resolve("metrics"),
        """
        # TYPE process_cpu_usage gauge
        process_cpu_usage 0.552
        jvm_memory_usage_after_gc{area="heap",pool="long-lived"} 0.65
        jvm_memory_usage_after_gc{area="other"} 0.99
        aerie_requests_seconds_max{call="Search",code="0"} 3.0
        """);
    clusters.awaitPhase("blind", Phase.READY);
    clusters.awaitPhase("sighted", Phase.READY);

    clusters.edit(
        "blind", ALWAYS_TWO.formatted("Auto").replace("'minReplicas': 2", "'minUnits': 1"));
    clusters.edit(
        "sighted", ALWAYS_TWO.formatted("Auto").replace("'minReplicas': 2", "'minUnits': 1"));

    assertThat(explanation("blind", "DataMissing"))
        .startsWith("No change: a figure is missing. Measured: memory unknown, disk unknown, busy");
    assertThat(explanation("sighted", "OnTarget"))
        .contains("Measured: memory 65 %, disk unknown, busy 55 %, p99 unknown.");
    assertThat(told("blind", "DataMissing")).contains("Measured: memory unknown");
    assertThat(told("sighted", "OnTarget")).contains("No change:", "Measured: memory 65 %");
    clusters.delete("blind");
    clusters.delete("sighted");
  }

  /** Once a second measurement has said the same. */
  @Test
  void growsByWhatItsPodsMeasureOneDimensionAfterTheOther() throws IOException {
    Path data = clusters.create("full", new Compute(1, 1));
    Files.writeString(
        data.resolve("metrics"),
        """
        process_cpu_usage 0.95
        jvm_memory_usage_after_gc{area="heap",pool="long-lived"} 0.95
        """);
    clusters.awaitPhase("full", Phase.READY);
    clusters.edit("full", UP_TO_TWO);
    clusters.awaitThat("full", each -> reason(each).equals("OnTarget"));

    await().atMost(LiveClusters.DEADLINE).untilAsserted(this::measuresUpToTheMaximum);

    assertThat(told("full", "AtMaximum")).contains("raise autoscaling's max");
    assertThat(clusters.events("full"))
        .containsSubsequence("CapacityShort", "LoadHigh", "AtMaximum");
    assertThat(told("full", "CapacityShort")).startsWith("1 to 2 units: memory or disk runs short");
    assertThat(told("full", "LoadHigh")).startsWith("1 to 2 replicas: the pods are too busy");
    VectorCluster grown = clusters.awaitThat("full", each -> each.getStatus().readyReplicas() == 2);
    assertThat(grown.getStatus().compute()).isEqualTo(new Compute(2, 2));
    assertThat(grown.getSpec().compute()).isEqualTo(new Compute(1, 1));
    clusters.delete("full");
  }

  /**
   * One measurement more each time, however many of them failed; not in the midst of a roll, whose
   * pods would be too old for their state.
   */
  private void measuresUpToTheMaximum() {
    if (clusters.resource("full").get().getStatus().roll().state() == RollState.SETTLED) {
      later = later.plusMinutes(2);
      kubernetes.clock().shift(later);
      clusters.annotate("full", "test", later.toString());
    }
    assertThat(clusters.events("full")).contains("AtMaximum");
  }

  private static String told(String name, String reason) {
    clusters.awaitEvent(name, reason);
    return clusters.notes(name, reason).getFirst();
  }

  private static String explanation(String name, String reason) {
    return clusters
        .awaitThat(name, each -> reason(each).equals(reason))
        .getStatus()
        .scaling()
        .explanation();
  }

  private static String reason(VectorCluster cluster) {
    return cluster.getStatus() == null ? "" : cluster.getStatus().scaling().reason();
  }
}
