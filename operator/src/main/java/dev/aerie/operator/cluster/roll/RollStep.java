package dev.aerie.operator.cluster.roll;

import dev.aerie.crds.RollState;

/** The next step of a roll, with the reason for it. */
public sealed interface RollStep {

  /** Why, for people. */
  String why();

  /**
   * A pod is to be restarted now.
   *
   * @param pod its name
   * @param why the reason
   */
  record Restart(String pod, String why) implements RollStep {}

  /**
   * Nothing is to be done now.
   *
   * @param state what that means
   * @param why the reason
   */
  record Stay(RollState state, String why) implements RollStep {}

  /** What is going on. */
  default RollState state() {
    return switch (this) {
      case Restart restart -> RollState.ROLLING;
      case Stay stay -> stay.state();
    };
  }
}
