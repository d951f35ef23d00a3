package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.OtherBuild;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollTest {

  private static final String CLOSED = "{'schedule': '0 0 1 1 *', 'duration': '10m'}";
  private static final String OPEN = "{'schedule': '* * * * *', 'duration': '10m'}";

  private static TestKubernetes kubernetes;
  private static KubernetesClient client;
  private static LiveClusters clusters;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    client = kubernetes.admin();
    clusters = new LiveClusters(kubernetes);
  }

  @Test
  void readersAreRestartedFirstAndTheWriterLast() throws IOException {
    Path data = clusters.create("orderly", new Compute(1, 3));
    clusters.awaitPhase("orderly", Phase.READY);
    Files.writeString(data.resolve("writer"), "orderly-2");

    clusters.edit("orderly", "{'version': '2'}");
    VectorCluster done = clusters.awaitThat("orderly", each -> version(each).equals("2"));

    assertThat(done.getStatus().roll().state()).isEqualTo(RollState.SETTLED);
    assertThat(done.getStatus().roll().updated()).isEqualTo(3);
    assertThat(clusters.notes("orderly", "Rolling"))
        .containsExactly(
            "orderly-1 (reader) is restarted with the newest spec; 0 of 3 pods have it.",
            "orderly-0 (reader) is restarted with the newest spec; 1 of 3 pods have it.",
            "orderly-2 (writer) is restarted with the newest spec; 2 of 3 pods have it.");
    clusters.delete("orderly");
  }

  @Test
  void stopsAtTheFirstPodThatFailsAndGoesBack() {
    client.resource(Clusters.tinyClass("rolling", "aerie/data-plane:1")).serverSideApply();
    VectorCluster cluster =
        Clusters.cluster("careful", new Compute(1, 3), clusters.data("careful").toUri().toString());
    cluster.setSpec(Clusters.classed(cluster.getSpec(), "rolling"));
    clusters.create(cluster);
    clusters.awaitPhase("careful", Phase.READY);
    Map<String, String> before = clusters.uids("careful");

    client.resource(Clusters.tinyClass("rolling", "nowhere/data-plane:2")).serverSideApply();
    VectorCluster stopped = clusters.awaitThat("careful", each -> state(each) == RollState.STOPPED);

    assertThat(stopped.getStatus().roll().explanation())
        .contains("1 of 3 pods", "version 1 ran before");
    assertThat(clusters.awaitProblem("careful", "ImagePullFailed")).isNotEmpty();
    clusters.awaitEvent("careful", "RollStopped");
    assertThat(clusters.uids("careful").entrySet())
        .filteredOn(pod -> before.containsValue(pod.getValue()))
        .hasSize(2);

    client.resource(Clusters.tinyClass("rolling", "aerie/data-plane:1")).serverSideApply();
    clusters.awaitPhase("careful", Phase.READY);
    assertThat(clusters.uids("careful").entrySet())
        .filteredOn(pod -> before.containsValue(pod.getValue()))
        .hasSize(2);
    clusters.delete("careful");
    client.resource(Clusters.tinyClass("rolling", "")).delete();
  }

  @Test
  void waitsForTheWindowAndChangesNothingWhilePaused() {
    clusters.create("patient", new Compute(1, 1));
    clusters.awaitPhase("patient", Phase.READY);
    Map<String, String> before = clusters.uids("patient");

    clusters.edit("patient", "{'version': '2', 'maintenanceWindow': %s}".formatted(CLOSED));
    VectorCluster closed =
        clusters.awaitThat("patient", each -> state(each) == RollState.OUTSIDE_WINDOW);
    assertThat(closed.getStatus().roll().explanation()).contains("opens", "-01-01T00:00:00Z");
    assertThat(closed.getStatus().conditions())
        .anySatisfy(
            each -> {
              assertThat(each.getType()).isEqualTo("Progressing");
              assertThat(each.getReason()).isEqualTo("OutsideWindow");
            });

    clusters.annotate("patient", "aerie.dev/paused", "true");
    clusters.awaitThat("patient", each -> state(each) == RollState.PAUSED);
    clusters.edit(
        "patient", "{'compute': {'replicas': 2}, 'maintenanceWindow': %s}".formatted(OPEN));
    String settled = clusters.settledVersion("patient");
    assertThat(clusters.uids("patient")).isEqualTo(before);
    assertThat(settled).isNotEmpty();
    VectorCluster paused = clusters.resource("patient").get();
    assertThat(paused.getStatus().observedGeneration())
        .isLessThan(paused.getMetadata().getGeneration());

    clusters.annotate("patient", "aerie.dev/paused", "");
    assertThat(clusters.awaitPhase("patient", Phase.READY).getStatus().version()).isEqualTo("2");
    assertThat(clusters.uids("patient")).hasSize(2).doesNotContainValue(before.get("patient-0"));
    clusters.delete("patient");
  }

  @Test
  void anotherTierIsARollAndNoneIsAuto() {
    clusters.create("tiered", new Compute(1, 1));
    clusters.awaitPhase("tiered", Phase.READY);
    Map<String, String> plain = clusters.uids("tiered");

    clusters.edit("tiered", "{'tiering': {'default': 'cold'}}");
    clusters.awaitPhase("tiered", Phase.READY);
    Map<String, String> cold = clusters.uids("tiered");
    assertThat(cold).doesNotContainValue(plain.get("tiered-0"));
    assertThat(tier("tiered")).isEqualTo("cold");

    clusters.edit("tiered", "{'tiering': {'default': 'auto'}}");
    clusters.awaitPhase("tiered", Phase.READY);
    Map<String, String> auto = clusters.uids("tiered");
    assertThat(auto).doesNotContainValue(cold.get("tiered-0"));
    assertThat(tier("tiered")).isNull();

    clusters.edit("tiered", "{'tiering': null}");
    clusters.awaitPhase("tiered", Phase.READY);
    assertThat(clusters.uids("tiered")).isEqualTo(auto);
    clusters.delete("tiered");
  }

  private static String tier(String name) {
    return client
        .configMaps()
        .inNamespace(NAMESPACE)
        .withName(name + "-config")
        .get()
        .getData()
        .get("AERIE_TIER");
  }

  /** There and back, as an upgrade and its roll-back are. */
  @Test
  void anotherBuildOfTheOperatorRestartsNoPod(@TempDir Path folder) throws Exception {
    clusters.create("unmoved", new Compute(1, 2));
    clusters.awaitPhase("unmoved", Phase.READY);
    Map<String, String> before = clusters.uids("unmoved");
    kubernetes.stopOperator();

    try (var other =
        new OtherBuild(
            folder,
            "dev/aerie/operator/cluster/model/PodSet.java",
            "withTerminationGracePeriodSeconds(30L)",
            "withTerminationGracePeriodSeconds(31L)")) {
      other.start(kubernetes.asOperator());
      awaitGraceSeconds("unmoved", 31L);
      clusters.settledVersion("unmoved");
      assertThat(clusters.uids("unmoved")).isEqualTo(before);
    } finally {
      kubernetes.startOperator();
    }

    awaitGraceSeconds("unmoved", 30L);
    clusters.settledVersion("unmoved");
    assertThat(clusters.uids("unmoved")).isEqualTo(before);
    clusters.annotate("unmoved", "aerie.dev/restarted-at", "now");
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () ->
                assertThat(clusters.uids("unmoved"))
                    .hasSize(2)
                    .doesNotContainValue(before.get("unmoved-0")));
    clusters.delete("unmoved");
  }

  @Test
  void saysWhichTimeZoneMeansNothing() {
    clusters.create("timeless", new Compute(1, 1));
    clusters.awaitPhase("timeless", Phase.READY);

    clusters.edit(
        "timeless",
        "{'maintenanceWindow': {'schedule': '0 3 * * 0', 'duration': '1h', 'timeZone': 'Europe/Nowhere'}}");

    assertThat(clusters.awaitProblem("timeless", "ScheduleInvalid")).contains("Europe/Nowhere");
    clusters.edit("timeless", "{'maintenanceWindow': null}");
    clusters.awaitPhase("timeless", Phase.READY);
    clusters.delete("timeless");
  }

  private static void awaitGraceSeconds(String name, long seconds) {
    await().atMost(DEADLINE).untilAsserted(() -> assertThat(graceSeconds(name)).isEqualTo(seconds));
  }

  private static Long graceSeconds(String name) {
    StatefulSet set = client.apps().statefulSets().inNamespace(NAMESPACE).withName(name).get();
    return set.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds();
  }

  private static String version(VectorCluster cluster) {
    return cluster.getStatus() == null ? "" : cluster.getStatus().version();
  }

  private static RollState state(VectorCluster cluster) {
    return cluster.getStatus() == null ? RollState.SETTLED : cluster.getStatus().roll().state();
  }
}
