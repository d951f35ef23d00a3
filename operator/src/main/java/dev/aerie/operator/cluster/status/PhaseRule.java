package dev.aerie.operator.cluster.status;

import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;

/** Which phase follows on which. */
final class PhaseRule {

  private PhaseRule() {}

  static Phase phase(
      VectorCluster cluster, VectorClusterStatus before, Rollout rollout, boolean problem) {
    if (cluster.isMarkedForDeletion()) {
      return Phase.DELETING;
    }
    if (problem) {
      return Phase.DEGRADED;
    }
    if (!cluster.serves()) {
      return rollout.complete() ? Phase.SUSPENDED : Phase.SUSPENDING;
    }
    return rollout.complete() ? Phase.READY : onTheWay(before);
  }

  /** True if a cluster that was as it should be has lost pods without being asked to change. */
  static boolean lostPods(VectorCluster cluster, VectorClusterStatus before, Rollout rollout) {
    boolean settled = before.phase() == Phase.READY || wasDegradedBy(before, "PodsNotReady");
    return settled
        && before.observedGeneration().equals(cluster.getMetadata().getGeneration())
        && rollout.ready() < rollout.wanted();
  }

  private static boolean wasDegradedBy(VectorClusterStatus status, String reason) {
    return status.phase() == Phase.DEGRADED
        && status.conditions().stream().anyMatch(condition -> reason.equals(condition.getReason()));
  }

  private static Phase onTheWay(VectorClusterStatus before) {
    return switch (before.phase()) {
      case READY, UPDATING -> Phase.UPDATING;
      case SUSPENDING, SUSPENDED, RESUMING -> Phase.RESUMING;
      case DEGRADED -> before.version().isEmpty() ? Phase.PROVISIONING : Phase.UPDATING;
      case PENDING, PROVISIONING, DELETING -> Phase.PROVISIONING;
    };
  }
}
