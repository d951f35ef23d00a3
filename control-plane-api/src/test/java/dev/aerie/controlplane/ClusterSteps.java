package dev.aerie.controlplane;

import dev.aerie.controlplane.cluster.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Steps of a walk, which mean something in whatever state they meet, so that any may be left out.
 */
final class ClusterSteps {
  private static final int MOST_TRIALS = 60;

  /** What may happen. */
  enum Action {
    CREATE(4),
    UPDATE(4),
    SUSPEND(4),
    RESUME(4),
    RESTART(3),
    UPGRADE(3),
    RESTORE(4),
    DELETE(4),
    REPEAT(3),
    REPORT(12),
    LATE_REPORT(4),
    GONE(5),
    LATE_GONE(3),
    ELEVEN_MINUTES(2),
    THIRTY_MINUTES(2);

    private final int often;

    Action(int often) {
      this.often = often;
    }
  }

  /**
   * One of them.
   *
   * @param which cluster it is about, from 0 to 1
   * @param how it differs from others of its kind, 0 or more
   */
  record Step(Action action, double which, int how) {

    /** One of these, one of the first more often. */
    <T> Optional<T> oneOf(List<T> those) {
      return those.isEmpty()
          ? Optional.empty()
          : Optional.of(those.get((int) (which * which * those.size())));
    }

    /** As often as not the phase that is wished for, or else any. */
    Phase phase(boolean suspended) {
      return how % 2 == 0 ? fulfilling(suspended) : Phase.values()[how / 2 % Phase.values().length];
    }

    /** A generation before this one. */
    long late(long generation) {
      return generation == 1 ? 0 : 1 + how / 4 % (generation - 1);
    }
  }

  /** Whether a walk fails. */
  interface Trial {
    boolean fails(List<Step> steps);
  }

  private ClusterSteps() {}

  /** The phase where a wish for compute, or for none, ends. */
  static Phase fulfilling(boolean suspended) {
    return suspended ? Phase.SUSPENDED : Phase.READY;
  }

  /** As many as asked for, the same ones for the same seed. */
  static List<Step> drawn(long seed, int count) {
    var often = new ArrayList<Action>();
    for (Action action : Action.values()) {
      for (int i = 0; i < action.often; i++) {
        often.add(action);
      }
    }
    var random = new Random(seed);
    var steps = new ArrayList<Step>();
    for (int i = 0; i < count; i++) {
      steps.add(
          new Step(
              often.get(random.nextInt(often.size())),
              random.nextDouble(),
              random.nextInt(Integer.MAX_VALUE)));
    }
    return steps;
  }

  /**
   * Leaves out what a walk fails without as well: halves, quarters, and so on to single steps, as
   * long as its patience lasts.
   */
  static List<Step> shrunk(List<Step> failing, Trial trial) {
    List<Step> steps = failing;
    int trials = 0;
    for (int length = steps.size() / 2; length > 0; length /= 2) {
      for (int from = 0; from + length <= steps.size() && trials < MOST_TRIALS; trials++) {
        var fewer = new ArrayList<>(steps.subList(0, from));
        fewer.addAll(steps.subList(from + length, steps.size()));
        if (trial.fails(fewer)) {
          steps = fewer;
        } else {
          from += length;
        }
      }
    }
    return steps;
  }
}
