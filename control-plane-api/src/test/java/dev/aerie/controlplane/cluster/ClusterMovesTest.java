package dev.aerie.controlplane.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of moves; {@code ClusterWalkTest} tries it on the real thing. */
class ClusterMovesTest {
  @ParameterizedTest
  @EnumSource(ClusterState.class)
  void whatIsWantedIsReachedOnceTheRegionSaysSo(ClusterState state) {
    if (state != ClusterState.DELETING) {
      assertThat(state.reported(Phase.READY, false)).isEqualTo(ClusterState.RUNNING);
      assertThat(state.reported(Phase.SUSPENDED, true)).isEqualTo(ClusterState.SUSPENDED);
      assertThat(state.reported(Phase.SUSPENDED, false)).isEqualTo(ClusterState.SUSPENDED);
      assertThat(state.mayMove(ClusterState.DELETING, Mover.CALLER)).isTrue();
      assertThat(
              state == ClusterState.ABNORMAL || state.mayMove(ClusterState.ABNORMAL, Mover.CLOCK))
          .isTrue();
    }
  }

  @Test
  void nobodyButTheTableMoves() {
    assertThatThrownBy(() -> ClusterState.RUNNING.moved(ClusterState.CREATING, Mover.REGION))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ClusterState.RUNNING.moved(ClusterState.DELETING, Mover.REGION))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ClusterState.DELETING.moved(ClusterState.ABNORMAL, Mover.CLOCK))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ClusterState.SUSPENDED.moved(ClusterState.RUNNING, Mover.CALLER))
        .isInstanceOf(IllegalStateException.class);
  }
}
