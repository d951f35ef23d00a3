package dev.aerie.operator.cluster.roll;

import static dev.aerie.operator.cluster.roll.FleetStatus.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Marks;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who waits for a turn is called when it comes, and not before. */
class FleetTurnsTest {

  private final List<String> called = new ArrayList<>();
  private final List<String> heldUp = new ArrayList<>();
  private final Fleet fleet =
      new Fleet(
          1,
          Stream::empty,
          cluster -> called.add(cluster.getName()),
          members -> members.map(member -> member.id().getName()).forEach(heldUp::add));

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
  void aCanaryThatFailsHasAllSayWhyTheyWaitAndOneThatIsNoneAnyMoreLetsThemBegin() {
    VectorCluster canary = cluster("z");
    canary.getMetadata().setLabels(Map.of(Marks.CANARY, "true"));
    fleet.queue(canary, status(RollState.SETTLED));
    fleet.observe(cluster("a"), status(RollState.QUEUED));
    fleet.observe(cluster("b"), status(RollState.QUEUED));

    fleet.observe(canary, status(RollState.STOPPED));
    assertThat(heldUp).containsExactlyInAnyOrder("a", "b");
    assertThat(called).isEmpty();
    assertThat(fleet.queue(cluster("a"), status(RollState.QUEUED)))
        .hasValueSatisfying(why -> assertThat(why).contains("has stopped"));

    fleet.observe(cluster("z"), status(RollState.STOPPED));
    assertThat(called).containsExactly("a");
    assertThat(fleet.queue(cluster("a"), status(RollState.QUEUED))).isEmpty();
  }

  @Test
  void whoIsHeldUpByACanaryKeepsNoOtherFromItsTurn() {
    VectorCluster canary = classed("z", "small");
    canary.getMetadata().setLabels(Map.of(Marks.CANARY, "true"));
    fleet.observe(canary, status(RollState.STOPPED));
    fleet.observe(classed("a", "small"), status(RollState.QUEUED));
    VectorCluster first = cluster("b");
    fleet.queue(first, status(RollState.SETTLED));
    fleet.observe(cluster("c"), status(RollState.QUEUED));

    fleet.observe(first, status(RollState.SETTLED));

    assertThat(called).containsExactly("c");
  }

  @Test
  void aCanaryThatFailsIsNoNewsForOtherClassesButLeavesItsTurn() {
    VectorCluster canary = classed("z", "small");
    canary.getMetadata().setLabels(Map.of(Marks.CANARY, "true"));
    fleet.queue(canary, status(RollState.SETTLED));
    for (String name : List.of("a", "b")) {
      fleet.observe(cluster(name), status(RollState.QUEUED));
    }
    fleet.observe(classed("c", "small"), status(RollState.QUEUED));

    fleet.observe(canary, status(RollState.STOPPED));

    assertThat(heldUp).containsExactly("c");
    assertThat(called).containsExactly("a");
  }

  @Test
  void aCanaryThatGoesToAnotherClassLetsItsOldOneBegin() {
    VectorCluster canary = classed("z", "small");
    canary.getMetadata().setLabels(Map.of(Marks.CANARY, "true"));
    fleet.observe(canary, status(RollState.STOPPED));
    fleet.observe(classed("a", "small"), status(RollState.QUEUED));
    VectorCluster moved = cluster("z");
    moved.getMetadata().setLabels(Map.of(Marks.CANARY, "true"));

    fleet.observe(moved, status(RollState.STOPPED));

    assertThat(called).containsExactly("a");
  }

  /** Its window has closed, or it is held, or it is no more. */
  @Test
  void whoIsCalledAndTakesNoTurnLeavesItToTheNext() {
    VectorCluster first = cluster("a");
    fleet.queue(first, status(RollState.SETTLED));
    for (String name : List.of("b", "c", "d")) {
      fleet.observe(cluster(name), status(RollState.QUEUED));
    }
    fleet.observe(first, status(RollState.SETTLED));

    fleet.observe(cluster("b"), status(RollState.OUTSIDE_WINDOW));
    assertThat(called).containsExactly("b", "c");
    fleet.forget(cluster("c"));
    assertThat(called).containsExactly("b", "c", "d");
  }

  private static VectorCluster classed(String name, String classRef) {
    VectorCluster cluster = cluster(name);
    cluster.setSpec(Clusters.classed(cluster.getSpec(), classRef));
    return cluster;
  }

  private static VectorCluster cluster(String name) {
    VectorCluster cluster = Clusters.cluster(name, Compute.SMALLEST, "s3://b/" + name);
    cluster.getMetadata().setUid(name);
    return cluster;
  }
}
