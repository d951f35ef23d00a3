package dev.aerie.controlplane.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterMovesTest {
  private static final int STEPS = 5_000;

  /** A cluster as far as its state goes. */
  private record Walk(ClusterState state, boolean suspended) {

    /** What callers may ask for now. */
    List<Walk> asked() {
      var next = new ArrayList<Walk>();
      if (state != ClusterState.DELETING) {
        next.add(move(state.modified(), suspended, Mover.CALLER));
        next.add(move(ClusterState.DELETING, suspended, Mover.CALLER));
      }
      if (state.maySuspend(suspended)) {
        next.add(move(ClusterState.SUSPENDING, true, Mover.CALLER));
      }
      if (state.mayResume(suspended)) {
        next.add(move(ClusterState.RESUMING, false, Mover.CALLER));
      }
      if (state.mayRestart(suspended)) {
        next.add(move(state.modified(), suspended, Mover.CALLER));
      }
      return next;
    }

    Walk reported(Phase phase) {
      return move(state.reported(phase, suspended), suspended, Mover.REGION);
    }

    private Walk move(ClusterState to, boolean wanted, Mover by) {
      return new Walk(state.moved(to, by), wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverHappensOnlyMovesOfTheTableAreMade(long seed) {
    var random = new Random(seed);
    var walk = new Walk(ClusterState.CREATING, false);
    Set<ClusterState> seen = EnumSet.noneOf(ClusterState.class);
    for (int i = 0; i < STEPS; i++) {
      seen.add(walk.state());
      List<Walk> asked = walk.asked();
      boolean ask = !asked.isEmpty() && random.nextInt(3) == 0;
      Walk next =
          ask
              ? asked.get(random.nextInt(asked.size()))
              : walk.reported(Phase.values()[random.nextInt(Phase.values().length)]);
      if (walk.state() == ClusterState.DELETING) {
        assertThat(next.state()).isEqualTo(ClusterState.DELETING);
        next = new Walk(walk.state().moved(ClusterState.CREATING, Mover.CALLER), false);
      }
      walk = next;
    }
    assertThat(seen).containsExactlyInAnyOrder(ClusterState.values());
  }

  @ParameterizedTest
  @EnumSource(ClusterState.class)
  void whatIsWantedIsReachedOnceTheRegionSaysSo(ClusterState state) {
    if (state != ClusterState.DELETING) {
      assertThat(new Walk(state, false).reported(Phase.READY).state())
          .isEqualTo(ClusterState.RUNNING);
      assertThat(new Walk(state, true).reported(Phase.SUSPENDED).state())
          .isEqualTo(ClusterState.SUSPENDED);
      assertThat(new Walk(state, false).reported(Phase.SUSPENDED).state())
          .isEqualTo(ClusterState.SUSPENDED);
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
