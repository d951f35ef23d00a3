package dev.aerie.operator.cluster.roll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.RollState;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetPlannerTest {

  @Test
  void onlySoManyAtOnce() {
    FleetMember me = member("a/me", false, RollState.SETTLED);
    List<FleetMember> others = List.of(changing("a/b"), changing("a/c"));

    assertThat(FleetPlanner.queue(me, others, 3)).isEmpty();
    assertThat(FleetPlanner.queue(me, others, 2))
        .contains("Waits, as the most clusters that may change at once do: 2.");
  }

  @Test
  void whoHasBegunGoesOn() {
    assertThat(
            FleetPlanner.queue(
                changing("a/me"), List.of(member("a/b", true, RollState.STOPPED)), 1))
        .isEmpty();
  }

  @Test
  void canariesComeFirst() {
    FleetMember me = member("a/me", false, RollState.QUEUED);

    assertThat(FleetPlanner.queue(me, List.of(member("a/tweety", true, RollState.QUEUED)), 3))
        .contains("Waits until canary a/tweety has changed.");
    assertThat(FleetPlanner.queue(me, List.of(member("a/tweety", true, RollState.SETTLED)), 3))
        .isEmpty();
    assertThat(FleetPlanner.queue(member("a/tweety", true, RollState.SETTLED), List.of(me), 3))
        .isEmpty();
  }

  @Test
  void letsCanariesSeeTheChangeToo() {
    FleetMember first = member("a/me", false, RollState.SETTLED);

    assertThat(FleetPlanner.queue(first, List.of(member("a/tweety", true, RollState.SETTLED)), 3))
        .contains("Lets the canaries of its class begin.");
    assertThat(
            FleetPlanner.queue(
                first,
                List.of(member("a/tweety", true, RollState.SETTLED), changing("a/other")),
                1))
        .as("what is to be waited for anyway")
        .contains("Waits, as the most clusters that may change at once do: 1.");
  }

  @Test
  void noneBeginsAfterACanaryThatFailed() {
    FleetMember me = member("a/me", false, RollState.QUEUED);
    FleetMember otherClass = new FleetMember("a/other", "large", false, RollState.QUEUED, false);
    List<FleetMember> failed = List.of(member("a/tweety", true, RollState.STOPPED));

    assertThat(FleetPlanner.queue(me, failed, 3))
        .contains("Waits, as the change of canary a/tweety has stopped.");
    assertThat(FleetPlanner.queue(otherClass, failed, 3)).isEmpty();
  }

  private static FleetMember changing(String name) {
    return new FleetMember(name, "", false, RollState.WAITING, true);
  }

  private static FleetMember member(String name, boolean canary, RollState state) {
    return new FleetMember(name, "", canary, state, false);
  }
}
