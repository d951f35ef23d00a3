package dev.aerie.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Idleness;
import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
import dev.aerie.crds.Scaling;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.support.Clusters;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextLookTest {

  private static final VectorCluster CLUSTER =
      Clusters.cluster("any", Compute.SMALLEST, "s3://bucket/any");

  /** Thousands who wait would otherwise be in the way of the few whose turn it is. */
  @Test
  void whoWaitsForItsTurnLooksOnceMoreAndIsCalledThen() {
    VectorClusterStatus queued = status(Phase.UPDATING, RollState.QUEUED);

    assertThat(NextLook.at(CLUSTER, status(Phase.READY, RollState.SETTLED), queued))
        .contains(NextLook.SOON);
    assertThat(NextLook.at(CLUSTER, queued, queued)).isEmpty();
    assertThat(NextLook.at(CLUSTER, queued, status(Phase.UPDATING, RollState.ROLLING)))
        .contains(NextLook.SOON);
  }

  @Test
  void whoWaitsForItsTurnIsMeasuredMeanwhile() {
    VectorClusterStatus queued =
        status(Phase.UPDATING, RollState.QUEUED).with(new Scaling(2, 1, "Busy", "", ""));

    assertThat(NextLook.at(CLUSTER, queued, queued)).contains(Scaler.INTERVAL);
  }

  private static VectorClusterStatus status(Phase phase, RollState state) {
    return new VectorClusterStatus(
        1L,
        0L,
        phase,
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
