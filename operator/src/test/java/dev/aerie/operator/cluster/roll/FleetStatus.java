package dev.aerie.operator.cluster.roll;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Idleness;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
import dev.aerie.crds.Scaling;
import dev.aerie.crds.VectorClusterStatus;
import java.util.List;

/** Statuses of clusters of which only the change matters. */
final class FleetStatus {

  private FleetStatus() {}

  static VectorClusterStatus status(RollState state) {
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
