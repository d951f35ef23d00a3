package dev.aerie.operator.autoscale;

import dev.aerie.crds.Compute;
import dev.aerie.crds.ScalingTargets;
import java.util.Optional;

/**
 * How a load stands to its targets: 1 is on target, 2 is twice of it.
 *
 * @param capacity of memory and disk, what is shorter; empty if a figure is missing
 * @param load of processor time and p99, what is worse; empty if a figure is missing
 */
record Need(Optional<Double> capacity, Optional<Double> load) {

  /** A slow search says little of how many replicas are missing. */
  private static final double MOST_BY_LATENCY = 1.5;

  static Need of(Load load, ScalingTargets target) {
    Optional<Double> memory = load.memory().map(value -> value * 100 / target.memoryPercent());
    Optional<Double> busy = load.busy().map(value -> value * 100 / target.busyPercent());
    return new Need(
        target.storagePercent() == 0
            ? memory
            : worse(memory, load.storage().map(value -> value * 100 / target.storagePercent())),
        target.p99Milliseconds() == 0
            ? busy
            : worse(
                busy,
                load.p99()
                    .map(value -> Math.min(MOST_BY_LATENCY, value / target.p99Milliseconds()))));
  }

  /** Units that would be on target. */
  int units(Compute current) {
    return needed(current.units(), capacity.orElse(1.0));
  }

  /** Replicas that would be on target. */
  int replicas(Compute current) {
    return needed(current.replicas(), load.orElse(1.0));
  }

  private static int needed(int number, double ratio) {
    return Math.max(1, (int) Math.ceil(number * ratio - 1e-9));
  }

  private static Optional<Double> worse(Optional<Double> left, Optional<Double> right) {
    return left.flatMap(l -> right.map(r -> Math.max(l, r)));
  }
}
