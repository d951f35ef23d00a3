package dev.aerie.operator.cluster.status;

import dev.aerie.crds.Phase;
import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
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
      Rollout rollout,
      Roll roll,
      Optional<Problem> problem,
      Optional<Problem> sleep,
      long generation,
      List<Condition> before) {
    return List.of(
        conditions.condition(
            "Ready",
            phase == Phase.READY,
            said(phase, rollout, problem.or(() -> sleep)),
            generation,
            before),
        progressing(phase, rollout, roll, generation, before),
        conditions.condition(
            "Degraded",
            problem.isPresent(),
            problem.orElse(new Problem("AsExpected", "Nothing stands in its way.")),
            generation,
            before));
  }

  /** A roll that is held is no progress, and says what holds it. */
  private Condition progressing(
      Phase phase, Rollout rollout, Roll roll, long generation, List<Condition> before) {
    return switch (roll.state()) {
      case SETTLED, ROLLING, WAITING ->
          conditions.condition(
              "Progressing",
              progresses(phase),
              new Problem(phase.text(), underWay(phase, rollout, roll)),
              generation,
              before);
      case PAUSED, OUTSIDE_WINDOW, QUEUED, STOPPED ->
          conditions.condition(
              "Progressing",
              false,
              new Problem(roll.state().text(), roll.explanation()),
              generation,
              before);
    };
  }

  private static Problem said(Phase phase, Rollout rollout, Optional<Problem> problem) {
    return problem.orElseGet(
        () ->
            new Problem(
                phase == Phase.READY ? "AllReplicasReady" : phase.text(),
                sentence(phase, rollout)));
  }

  /** The step that a roll is at says more than the phase. */
  private static String underWay(Phase phase, Rollout rollout, Roll roll) {
    if (!progresses(phase)) {
      return "Nothing is under way.";
    }
    boolean rolls = roll.state() != RollState.SETTLED && !roll.explanation().isEmpty();
    return rolls ? roll.explanation() : sentence(phase, rollout);
  }

  private static String sentence(Phase phase, Rollout rollout) {
    String answering = "%d of %d pods answer.".formatted(rollout.ready(), rollout.wanted());
    return switch (phase) {
      case PENDING -> "Nothing has been made of it yet.";
      case PROVISIONING -> "It is being made: " + answering;
      case UPDATING -> "It is being changed: " + answering;
      case RESUMING -> "It is starting again: " + answering;
      case SUSPENDING ->
          "It is being suspended: %d pods have not ended yet.".formatted(rollout.existing());
      case SUSPENDED -> "Nothing runs, as spec.suspend says; data and endpoint stay.";
      case DELETING -> "It is being deleted.";
      case READY, DEGRADED -> answering;
    };
  }

  private static boolean progresses(Phase phase) {
    return switch (phase) {
      case PENDING, PROVISIONING, UPDATING, SUSPENDING, RESUMING, DELETING -> true;
      case READY, SUSPENDED, DEGRADED -> false;
    };
  }
}
