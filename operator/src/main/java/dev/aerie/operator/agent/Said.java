package dev.aerie.operator.agent;

import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorClusterStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/**
 * What the control plane is told of a cluster beside its phase: what is wrong, if anything is; else
 * how far a change is and why no further; else what it says of being ready.
 *
 * @param reason a word for programs
 * @param message a sentence for people
 */
record Said(String reason, String message) {

  static Said by(VectorClusterStatus status) {
    return condition(status, "Degraded")
        .filter(degraded -> degraded.getStatus().equals("True"))
        .map(Said::by)
        .or(() -> change(status.roll()))
        .or(() -> condition(status, "Ready").map(Said::ready))
        .orElse(new Said("", ""));
  }

  private static Said by(Condition condition) {
    return new Said(condition.getReason(), condition.getMessage());
  }

  /** A cluster that is as it should be needs no sentence. */
  private static Said ready(Condition condition) {
    return condition.getStatus().equals("True")
        ? new Said(condition.getReason(), "")
        : by(condition);
  }

  private static Optional<Said> change(Roll roll) {
    return roll.state() == RollState.SETTLED
        ? Optional.empty()
        : Optional.of(
            new Said(
                roll.state().text(),
                "%d of %d pods have the newest spec. %s"
                    .formatted(roll.updated(), roll.total(), roll.explanation())));
  }

  private static Optional<Condition> condition(VectorClusterStatus status, String type) {
    return status.conditions().stream().filter(each -> each.getType().equals(type)).findFirst();
  }
}
