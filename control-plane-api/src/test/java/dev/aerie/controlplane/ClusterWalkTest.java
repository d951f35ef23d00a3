package dev.aerie.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.ClusterSteps.Step;
import dev.aerie.controlplane.cluster.ClusterState;
import dev.aerie.controlplane.cluster.StuckOperations;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.support.FakeAgent;
import dev.aerie.controlplane.support.IdentityProvider;
import dev.aerie.controlplane.support.MovableClock;
import dev.aerie.controlplane.support.Superuser;
import dev.aerie.controlplane.support.Surroundings;
import dev.aerie.controlplane.support.Tenant;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random callers, reports of the region (late ones too) and time against the real services, by
 * HTTP, and PostgreSQL. A failure tells the seed and the fewest steps that still fail; {@code
 * -Dtest.jvm.args=-Daerie.walk.seed=…} walks by one seed of your own.
 */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ClusterWalkTest {
  private static final long SEEDS = 12;
  private static final int STEPS = 200;

  IdentityProvider people;
  @Inject MovableClock clock;
  @Inject StuckOperations stuck;
  private final Set<ClusterState> states = EnumSet.noneOf(ClusterState.class);
  private final Set<Operation.Kind> accepted = EnumSet.noneOf(Operation.Kind.class);

  @Test
  void whateverHappensOnlyMovesOfTheTableAreMadeAndEverythingAgrees() throws SQLException {
    FakeAgent agent = FakeAgent.present();
    agent.says(
        """
        "region": {"features": ["restart"], "classes": [
          {"name": "standard", "default": true, "versions": ["0.1.0", "0.2.0"]}]}
        """);
    Long own = Long.getLong("aerie.walk.seed");
    try (Connection database = Superuser.connect("postgres")) {
      long first = own == null ? 1 : own;
      long last = own == null ? SEEDS : own;
      for (long seed = first; seed <= last; seed++) {
        walk(seed, agent, database);
      }
    }
    assertThat(states).containsExactlyInAnyOrder(ClusterState.values());
    assertThat(accepted)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Operation.Kind.values())
                .filter(kind -> kind.name().endsWith("_CLUSTER"))
                .toList());
  }

  private void walk(long seed, FakeAgent agent, Connection database) throws SQLException {
    List<Step> steps = ClusterSteps.drawn(seed, STEPS);
    try {
      take(steps, agent, database);
    } catch (AssertionError broken) {
      List<Step> fewest = ClusterSteps.shrunk(steps, some -> fails(some, agent, database));
      throw new AssertionError(
          "seed %d fails: %s%nThe fewest steps that fail:%n%s"
              .formatted(
                  seed,
                  broken.getMessage(),
                  fewest.stream().map(Step::toString).collect(Collectors.joining("\n"))),
          broken);
    }
  }

  private boolean fails(List<Step> steps, FakeAgent agent, Connection database) {
    try {
      take(steps, agent, database);
      return false;
    } catch (AssertionError broken) {
      return true;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void take(List<Step> steps, FakeAgent agent, Connection database) throws SQLException {
    var walk = new ClusterWalk(Tenant.make(people), agent, clock, stuck, database);
    walk.take(steps);
    states.addAll(walk.states());
    accepted.addAll(walk.accepted());
  }
}
