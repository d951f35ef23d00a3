package dev.aerie.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Idleness;
import dev.aerie.crds.MaintenanceWindow;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
import dev.aerie.crds.Scaling;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.observation.Observation;
import dev.aerie.operator.cluster.observation.PodHealthClient;
import dev.aerie.operator.cluster.observation.PodHttp;
import dev.aerie.operator.cluster.roll.Fleet;
import dev.aerie.operator.metric.FleetMetrics;
import dev.aerie.operator.support.Clusters;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who cannot use its turn does not take it: what nothing is restarted for asks no Kubernetes. */
class RollerTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final VectorClusterStatus BEFORE =
      new VectorClusterStatus(
          1L,
          0L,
          Phase.READY,
          "",
          1,
          1,
          "1",
          new Roll(RollState.SETTLED, 1, 1, ""),
          Scaling.NONE,
          Idleness.NONE,
          Compute.SMALLEST,
          List.of());

  private final Fleet fleet = new Fleet(1, Stream::empty, _ -> {}, _ -> {});

  @Test
  void aClusterThatPeopleHoldTakesNoTurn() {
    VectorCluster held = cluster("held");
    held.getMetadata().setAnnotations(Map.of(Marks.PAUSED, "true"));

    assertThat(advance(held)).isEqualTo(RollState.PAUSED);

    assertThat(fleet.queue(cluster("other"), BEFORE)).isEmpty();
  }

  @Test
  void aClusterOutsideItsWindowTakesNoTurn() {
    VectorCluster patient = cluster("patient");
    patient.setSpec(
        Clusters.windowed(patient.getSpec(), new MaintenanceWindow("0 0 1 1 *", "10m", "UTC")));

    assertThat(advance(patient)).isEqualTo(RollState.OUTSIDE_WINDOW);

    assertThat(fleet.queue(cluster("other"), BEFORE)).isEmpty();
  }

  private RollState advance(VectorCluster cluster) {
    try (KubernetesClient nowhere =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl("http://127.0.0.1:1").build())
            .build()) {
      return new Roller(
              nowhere,
              Clock.fixed(NOW, ZoneOffset.UTC),
              new PodHealthClient(new PodHttp()),
              fleet,
              new FleetMetrics(new SimpleMeterRegistry()))
          .advance(cluster, BEFORE, outdated())
          .state();
    }
  }

  /** A pod that serves, and no StatefulSet that would make it like this again. */
  private static Observation outdated() {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("pod-0")
            .withCreationTimestamp(NOW.toString())
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .endCondition()
            .endStatus()
            .build();
    return new Observation(
        Optional.empty(), Optional.empty(), List.of(pod), Map.of(), List.of(), Set.of());
  }

  private static VectorCluster cluster(String name) {
    VectorCluster cluster = Clusters.cluster(name, Compute.SMALLEST, "s3://b/" + name);
    cluster.getMetadata().setUid(name);
    return cluster;
  }
}
