package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import dev.aerie.operator.support.Unchanged;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusterLifeTest {

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
  void becomesReadyChangesSleepsWakesAndLeavesNothingBehind() throws IOException {
    Path data = clusters.create("life", new Compute(1, 1));

    VectorCluster ready = clusters.awaitPhase("life", Phase.READY);
    assertThat(ready.getStatus().readyReplicas()).isEqualTo(1);
    assertThat(ready.getStatus().version()).isEqualTo("dev");
    assertThat(connects(ready.getStatus().endpoint())).isTrue();
    assertThat(said(ready))
        .containsExactly(
            "Ready AllReplicasReady: 1 of 1 pods answer.",
            "Progressing Ready: Nothing is under way.",
            "Degraded AsExpected: Nothing stands in its way.");

    clusters.edit("life", "{'compute': {'units': 2, 'replicas': 2}}");
    assertThat(clusters.awaitPhase("life", Phase.READY).getStatus().readyReplicas()).isEqualTo(2);
    assertThat(cpuOfPods("life")).containsExactly(new Quantity("100m"), new Quantity("100m"));

    clusters.edit("life", "{'suspend': true}");
    VectorCluster suspended = clusters.awaitPhase("life", Phase.SUSPENDED);
    assertThat(suspended.getStatus().readyReplicas()).isZero();
    assertThat(suspended.getStatus().endpoint()).isEqualTo(ready.getStatus().endpoint());
    assertThat(said(suspended))
        .contains("Ready Suspended: Nothing runs, as spec.suspend says; data and endpoint stay.");
    assertThat(cpuOfPods("life")).isEmpty();

    clusters.edit("life", "{'suspend': false, 'compute': {'units': 1, 'replicas': 1}}");
    clusters.awaitPhase("life", Phase.READY);

    clusters.delete("life");
    assertThat(data).exists();
  }

  @Test
  void deletionByPolicyRemovesTheDataToo() throws IOException {
    Path data = clusters.create("mortal", new Compute(1, 1));
    clusters.awaitPhase("mortal", Phase.READY);
    clusters.edit("mortal", "{'deletionPolicy': 'Delete'}");

    clusters.delete("mortal");

    assertThat(data).doesNotExist();
  }

  @Test
  void secondPassAndRestartOfTheOperatorWriteNothing() {
    clusters.create("still", new Compute(1, 1));
    clusters.awaitPhase("still", Phase.READY);
    Map<String, String> before = awaitQuiet("still");

    kubernetes.startOperator();
    touch("still");

    await()
        .during(Duration.ofSeconds(2))
        .atMost(DEADLINE)
        .untilAsserted(() -> assertThat(clusters.versions("still")).isEqualTo(before));
    clusters.delete("still");
  }

  @Test
  void repairsWhatSomebodyElseHasChanged() {
    clusters.create("mended", new Compute(1, 1));
    clusters.awaitPhase("mended", Phase.READY);

    client.apps().statefulSets().inNamespace(NAMESPACE).withName("mended").scale(2);
    client.configMaps().inNamespace(NAMESPACE).withName("mended-config").delete();

    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              assertThat(clusters.versions("mended")).containsKey("ConfigMap/mended-config");
              assertThat(cpuOfPods("mended")).hasSize(1);
            });
    clusters.delete("mended");
  }

  private static List<String> said(VectorCluster cluster) {
    return cluster.getStatus().conditions().stream()
        .map(each -> "%s %s: %s".formatted(each.getType(), each.getReason(), each.getMessage()))
        .toList();
  }

  /** Leads to a pass without asking for a change. */
  private static void touch(String name) {
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withName(name + "-0")
        .edit(
            pod -> {
              pod.getMetadata().getAnnotations().put("test/touched", "yes");
              return pod;
            });
  }

  private static Map<String, String> awaitQuiet(String name) {
    await()
        .during(Duration.ofSeconds(1))
        .atMost(DEADLINE)
        .until(() -> clusters.versions(name), new Unchanged<Map<String, String>>()::test);
    return clusters.versions(name);
  }

  private static Stream<Quantity> cpuOfPods(String name) {
    return clusters.pods(name).stream()
        .map(pod -> pod.getSpec().getContainers().getFirst().getResources().getLimits().get("cpu"));
  }

  private static boolean connects(String endpoint) throws IOException {
    URI uri = URI.create(endpoint);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      return socket.isConnected();
    }
  }
}
