package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.DeletionPolicy;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterSpec;
import dev.aerie.operator.lifecycle.ClusterOperator;
import dev.aerie.operator.support.CallCounter;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fleet that is as it should be costs an operator that starts nothing for each cluster. */
class IdleFleetTest {

  private static final int SIZE = 50;

  /** To start takes about 45, one more or less; a call a cluster would make them twice as many. */
  private static final long MOST_CALLS = 75;

  private TestKubernetes kubernetes;
  private LiveClusters clusters;

  @BeforeEach
  void start() {
    kubernetes = TestKubernetes.shared();
    clusters = new LiveClusters(kubernetes);
    kubernetes.admin().resource(keys()).serverSideApply();
  }

  @AfterEach
  void stop() {
    kubernetes.startOperator();
    names().forEach(name -> clusters.resource(name).delete());
    await().atMost(LiveClusters.DEADLINE).untilAsserted(() -> assertThat(versions()).isEmpty());
  }

  @Test
  void aSecondPassOverManyClustersWritesAndAsksNothing() {
    names().forEach(this::create);
    names().forEach(name -> clusters.awaitPhase(name, Phase.SUSPENDED));
    kubernetes.stopOperator();
    names().forEach(name -> assertThat(phase(name)).as(name).isEqualTo(Phase.SUSPENDED));
    Map<String, String> before = versions();

    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    CallCounter calls = new CallCounter(kubernetes.admin());
    try (ClusterOperator again = kubernetes.operator("again", Optional.empty(), meters, 3)) {
      again.start();
      await().atMost(LiveClusters.DEADLINE).until(() -> seen(meters) >= SIZE);
    }

    assertThat(versions()).isEqualTo(before);
    assertThat(calls.count()).as("calls for %d clusters", SIZE).isBetween(10L, MOST_CALLS);
  }

  private void create(String name) {
    VectorCluster cluster = Clusters.cluster(name, Compute.SMALLEST, "s3://idle/" + name);
    VectorClusterSpec spec = Clusters.keyed(cluster.getSpec(), "keys-of-idle");
    cluster.setSpec(
        new VectorClusterSpec(
            spec.engine(),
            spec.version(),
            spec.classRef(),
            spec.compute(),
            spec.storage(),
            spec.access(),
            spec.keysRef(),
            true,
            DeletionPolicy.RETAIN));
    clusters.create(cluster);
  }

  /** As the region's agent makes them. */
  private static Secret keys() {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("keys-of-idle")
        .withNamespace(NAMESPACE)
        .addToLabels("aerie.dev/cluster", "idle")
        .endMetadata()
        .addToStringData("keys.json", "{\"keys\": []}")
        .build();
  }

  private static double seen(SimpleMeterRegistry meters) {
    return meters.find("aerie.operator.clusters").gauges().stream().mapToDouble(Gauge::value).sum();
  }

  private Phase phase(String name) {
    return clusters.resource(name).get().getStatus().phase();
  }

  private Map<String, String> versions() {
    return clusters.versions("idle-");
  }

  private static Stream<String> names() {
    return IntStream.range(0, SIZE).mapToObj("idle-%03d"::formatted);
  }
}
