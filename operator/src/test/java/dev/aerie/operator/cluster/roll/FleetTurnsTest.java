package dev.aerie.operator.cluster.roll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Idleness;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
import dev.aerie.crds.Scaling;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.support.Clusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who waits for a turn is called when it comes, and not before. */
class FleetTurnsTest {

  private final List<String> called = new ArrayList<>();
  private final Fleet fleet = new Fleet(1, Stream::empty, cluster -> called.add(cluster.getName()));

  @Test
  void theEndOfAChangeCallsAsManyAsMayChange() {
    VectorCluster first = cluster("a");
    assertThat(fleet.queue(first, status(RollState.SETTLED))).isEmpty();
    for (String name : List.of("c", "b")) {
      VectorCluster other = cluster(name);
      assertThat(fleet.queue(other, status(RollState.SETTLED))).isPresent();
      fleet.observe(other, status(RollState.QUEUED));
    }
    fleet.observe(first, status(RollState.ROLLING));
    assertThat(called).isEmpty();

    fleet.observe(first, status(RollState.SETTLED));

    assertThat(called).containsExactly("b");
    assertThat(fleet.queue(cluster("b"), status(RollState.QUEUED))).isEmpty();
    assertThat(fleet.queue(cluster("c"), status(RollState.QUEUED))).isPresent();
  }

  @Test
  void aChangeThatStopsLeavesItsTurn() {
    VectorCluster first = cluster("a");
    fleet.queue(first, status(RollState.SETTLED));
    fleet.observe(cluster("b"), status(RollState.QUEUED));

    fleet.observe(first, status(RollState.STOPPED));

    assertThat(called).containsExactly("b");
  }

  @Test
  void aClusterThatIsDeletedInItsTurnLeavesIt() {
    VectorCluster first = cluster("a");
    fleet.queue(first, status(RollState.SETTLED));
    fleet.observe(cluster("b"), status(RollState.QUEUED));

    fleet.forget(first);

    assertThat(called).containsExactly("b");
  }

  @Test
  void aCanaryThatFailsCallsAllToSayWhyTheyWaitAndOneThatIsNoneAnyMoreLetsThemBegin() {
    VectorCluster canary = cluster("z");
    canary.getMetadata().setLabels(Map.of(Marks.CANARY, "true"));
    fleet.queue(canary, status(RollState.SETTLED));
    fleet.observe(cluster("a"), status(RollState.QUEUED));
    fleet.observe(cluster("b"), status(RollState.QUEUED));

    fleet.observe(canary, status(RollState.STOPPED));
    assertThat(called).containsExactly("a", "b");
    assertThat(fleet.queue(cluster("a"), status(RollState.QUEUED)))
        .hasValueSatisfying(why -> assertThat(why).contains("has stopped"));

    called.clear();
    fleet.observe(cluster("z"), status(RollState.STOPPED));
    assertThat(called).containsExactly("a");
    assertThat(fleet.queue(cluster("a"), status(RollState.QUEUED))).isEmpty();
  }

  private static VectorCluster cluster(String name) {
    VectorCluster cluster = Clusters.cluster(name, Compute.SMALLEST, "s3://b/" + name);
    cluster.getMetadata().setUid(name);
    return cluster;
  }

  private static VectorClusterStatus status(RollState state) {
    return new VectorClusterStatus(
        1L,
        0L,
        state == RollState.SETTLED ? Phase.READY : Phase.UPDATING,
        "",
        1,
        1,
        "1",
        new Roll(state, 0, 1, ""),
        Scaling.NONE,
        Idleness.NONE,
        Compute.SMALLEST,
        List.of());
  }
}
