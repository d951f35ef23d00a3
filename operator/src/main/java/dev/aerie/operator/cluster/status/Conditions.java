package dev.aerie.operator.cluster.status;

import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The three conditions of a cluster; their times move only when they turn. Immutable. */
final class Conditions {

  private final DatedConditions conditions;

  Conditions(Clock clock) {
    this.conditions = new DatedConditions(clock);
  }

  List<Condition> of(
      Phase phase,
      Roll roll,
      Optional<Problem> problem,
      Optional<Problem> sleep,
      long generation,
      List<Condition> before) {
    return List.of(
        conditions.condition(
            "Ready",
            phase == Phase.READY,
            said(phase, problem.or(() -> sleep)),
            generation,
            before),
        progressing(phase, roll, generation, before),
        conditions.condition(
            "Degraded",
            problem.isPresent(),
            problem.orElse(new Problem("AsExpected", "")),
            generation,
            before));
  }

  /** A roll that is held is no progress, and says what holds it. */
  private Condition progressing(Phase phase, Roll roll, long generation, List<Condition> before) {
    return switch (roll.state()) {
      case SETTLED, ROLLING, WAITING ->
          conditions.condition(
              "Progressing", progresses(phase), new Problem(phase.text(), ""), generation, before);
      case PAUSED, OUTSIDE_WINDOW, QUEUED, STOPPED ->
          conditions.condition(
              "Progressing",
              false,
              new Problem(roll.state().text(), roll.explanation()),
              generation,
              before);
    };
  }

  private static Problem said(Phase phase, Optional<Problem> problem) {
    return problem.orElse(
        new Problem(phase == Phase.READY ? "AllReplicasReady" : phase.text(), ""));
  }

  private static boolean progresses(Phase phase) {
    return switch (phase) {
      case PENDING, PROVISIONING, UPDATING, SUSPENDING, RESUMING, DELETING -> true;
      case READY, SUSPENDED, DEGRADED -> false;
    };
  }
}
