package dev.aerie.operator.cluster.roll;

import dev.aerie.crds.Marks;
import dev.aerie.crds.Phase;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;

/**
 * A cluster among the others of its region.
 *
 * @param name namespace and name
 * @param classRef the class it names
 * @param canary whether changes come to it first
 * @param state how far its change is
 * @param changing whether its pods are being restarted
 */
public record FleetMember(
    String name, String classRef, boolean canary, RollState state, boolean changing) {

  /** What a cluster is among the others when it has this status. */
  public static FleetMember of(VectorCluster cluster, VectorClusterStatus status) {
    RollState state = status.roll().state();
    return new FleetMember(
        cluster.getMetadata().getNamespace() + "/" + cluster.getMetadata().getName(),
        cluster.getSpec().classRef(),
        isCanary(cluster),
        state,
        state == RollState.ROLLING
            || (state == RollState.WAITING && status.phase() == Phase.UPDATING));
  }

  /** Whether changes come to a cluster first. */
  static boolean isCanary(VectorCluster cluster) {
    return Optional.ofNullable(cluster.getMetadata().getLabels())
        .map(labels -> labels.get(Marks.CANARY))
        .filter("true"::equals)
        .isPresent();
  }

  /** Which cluster it is. */
  ResourceID id() {
    int slash = name.indexOf('/');
    return new ResourceID(name.substring(slash + 1), name.substring(0, slash));
  }

  /** The same when it has begun to change. */
  FleetMember begun() {
    return new FleetMember(name, classRef, canary, RollState.ROLLING, true);
  }

  /** The same, knowing what it was before: who waits without having begun does not change. */
  FleetMember after(FleetMember before) {
    boolean goesOn = state == RollState.WAITING ? before.changing() : changing;
    return new FleetMember(name, classRef, canary, state, goesOn);
  }

  /** Whether it waits for its turn. */
  boolean waits() {
    return state == RollState.QUEUED && !changing;
  }

  /** Whether others may begin now that did not while it was as before. */
  boolean leavesRoomAfter(FleetMember before) {
    boolean gaveItsTurnBack = before.changing() && !changing;
    boolean didNotTakeIt = before.waits() && !waits() && !changing;
    boolean holdsUpTheSame = holdsUpOthers() && classRef.equals(before.classRef());
    return gaveItsTurnBack || didNotTakeIt || (before.holdsUpOthers() && !holdsUpTheSame);
  }

  private boolean holdsUpOthers() {
    return canary && isPending();
  }

  /** Whether its failure holds up the others of its class. */
  boolean hasFailedAsCanary() {
    return canary && state == RollState.STOPPED;
  }

  /** Whether a change waits for something or is being carried out. */
  boolean isPending() {
    return switch (state) {
      case ROLLING, QUEUED, OUTSIDE_WINDOW, STOPPED -> true;
      case WAITING -> changing;
      case SETTLED, PAUSED -> false;
    };
  }
}
