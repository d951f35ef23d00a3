package dev.aerie.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Phase;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.lifecycle.ClusterOperator;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three clusters of one class, one of them the canary, and one may change at a time. */
class FleetTest {

  private static final List<String> NAMES = List.of("fleet-a", "fleet-b", "fleet-canary");

  private static final List<String> WAITING = List.of("line-a", "line-canary");
  private static final String CHANGED_IN_A_WINDOW =
      "{'version': '2', 'maintenanceWindow': {'schedule': '0 0 1 1 *', 'duration': '10m'}}";

  private TestKubernetes kubernetes;
  private LiveClusters clusters;
  private ClusterOperator operator;

  @BeforeEach
  void start() {
    kubernetes = TestKubernetes.shared();
    clusters = new LiveClusters(kubernetes);
    kubernetes.stopOperator();
    operator = kubernetes.operator("one", Optional.empty(), new SimpleMeterRegistry(), 1);
    operator.start();
  }

  @AfterEach
  void stop() {
    operator.close();
    kubernetes.startOperator();
  }

  @Test
  void theCanaryComesFirstAndStopsTheOthersWhenItFails() throws IOException {
    classOf("aerie/data-plane:1");
    NAMES.forEach(this::create);
    NAMES.forEach(name -> clusters.awaitPhase(name, Phase.READY));

    classOf("aerie/data-plane:2");
    NAMES.forEach(name -> clusters.awaitThat(name, each -> version(each).equals("2")));
    List<String> order = clusters.order("Rolling", "Ready");
    assertThat(order.stream().filter(each -> each.endsWith("Rolling")))
        .first()
        .isEqualTo("fleet-canary Rolling");
    assertThat(rollsAtOnce(order)).isEqualTo(1);

    classOf("nowhere/data-plane:3");
    clusters.awaitThat("fleet-canary", each -> state(each) == RollState.STOPPED);
    Stream.of("fleet-a", "fleet-b")
        .map(name -> clusters.awaitThat(name, each -> explanation(each).contains("stopped")))
        .forEach(
            each -> {
              assertThat(state(each)).isEqualTo(RollState.QUEUED);
              assertThat(each.getStatus().readyReplicas()).isEqualTo(1);
            });

    aFaultOfTheStoreBringsNoChangeTo("fleet-a");
    clusters.label("fleet-canary", Marks.CANARY, "");
    clusters.awaitThat("fleet-a", each -> state(each) != RollState.QUEUED);

    classOf("aerie/data-plane:2");
    NAMES.forEach(name -> clusters.awaitPhase(name, Phase.READY));
    NAMES.forEach(clusters::delete);
  }

  /** Its pod is not ready for a while, and still waits for what its canary could not become. */
  private void aFaultOfTheStoreBringsNoChangeTo(String name) throws IOException {
    Map<String, String> before = clusters.uids(name);
    Path fault = Files.createFile(clusters.data(name).resolve("unreachable"));
    clusters.awaitProblem(name, "StorageUnreachable");
    assertThat(state(clusters.resource(name).get())).isEqualTo(RollState.QUEUED);
    clusters.settledVersion(name);
    Files.delete(fault);
    clusters.awaitThat(name, each -> each.getStatus().readyReplicas() == 1);
    assertThat(clusters.uids(name)).isEqualTo(before);
  }

  /** Where thousands wait, each word less is thousands of writes. */
  @Test
  void whoWaitsForACanaryIsWrittenOnce() {
    classOf("aerie/data-plane:1");
    WAITING.forEach(this::create);
    WAITING.forEach(name -> clusters.awaitPhase(name, Phase.READY));
    clusters.edit("line-canary", CHANGED_IN_A_WINDOW);
    clusters.awaitThat("line-canary", each -> state(each) == RollState.OUTSIDE_WINDOW);
    clusters.settledVersion("line-a");
    List<RollState> written = new CopyOnWriteArrayList<>();

    try (Watch watch = clusters.resource("line-a").watch(writesInto(written))) {
      classOf("aerie/data-plane:2");
      clusters.awaitThat("line-a", each -> state(each) == RollState.QUEUED);
      clusters.settledVersion("line-a");
    }

    assertThat(written).containsExactly(RollState.QUEUED);
    clusters.edit("line-canary", "{'maintenanceWindow': null}");
    WAITING.forEach(name -> clusters.awaitThat(name, each -> version(each).equals("2")));
    WAITING.forEach(clusters::delete);
  }

  private static Watcher<VectorCluster> writesInto(List<RollState> written) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, VectorCluster cluster) {
        if (action == Action.MODIFIED) {
          written.add(state(cluster));
        }
      }

      @Override
      public void onClose(WatcherException cause) {
        throw new AssertionError(cause);
      }
    };
  }

  private void create(String name) {
    VectorCluster cluster =
        Clusters.cluster(name, Compute.SMALLEST, clusters.data(name).toUri().toString());
    cluster.setSpec(Clusters.classed(cluster.getSpec(), "fleet"));
    if (name.endsWith("canary")) {
      cluster.getMetadata().setLabels(Map.of(Marks.CANARY, "true"));
    }
    clusters.create(cluster);
  }

  private void classOf(String image) {
    kubernetes.admin().resource(Clusters.tinyClass("fleet", image)).serverSideApply();
  }

  /** The most clusters between their restart and their being ready again. */
  private static int rollsAtOnce(List<String> order) {
    Set<String> rolling = new HashSet<>();
    int most = 0;
    for (String turn : order) {
      String name = turn.substring(0, turn.indexOf(' '));
      if (turn.endsWith("Rolling")) {
        rolling.add(name);
      } else if (turn.endsWith("Ready")) {
        rolling.remove(name);
      }
      most = Math.max(most, rolling.size());
    }
    return most;
  }

  private static String version(VectorCluster cluster) {
    return cluster.getStatus() == null ? "" : cluster.getStatus().version();
  }

  private static RollState state(VectorCluster cluster) {
    return cluster.getStatus().roll().state();
  }

  private static String explanation(VectorCluster cluster) {
    return cluster.getStatus().roll().explanation();
  }
}
