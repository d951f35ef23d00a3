package dev.aerie.controlplane.cluster.option;

import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/**
 * What the autoscaler aims at.
 *
 * @param memoryPercent memory in use, 10 to 90; 70 when absent
 * @param storagePercent disk in use, 0 to 90; 0 or absent: not looked at
 * @param busyPercent processor time in use, 10 to 90; 60 when absent
 * @param p99Milliseconds time in which 99 of 100 searches are answered; 0 or absent: not looked at
 */
public record ScalingTarget(
    Optional<Integer> memoryPercent,
    Optional<Integer> storagePercent,
    Optional<Integer> busyPercent,
    Optional<Integer> p99Milliseconds) {
  private static final int LEAST = 10;
  private static final int MOST = 90;
  private static final int LONGEST = 3_600_000;

  void check(Checks checks, String field) {
    checks
        .range(field + ".memoryPercent", memoryPercent, LEAST, MOST)
        .range(field + ".storagePercent", storagePercent, 0, MOST)
        .range(field + ".busyPercent", busyPercent, LEAST, MOST)
        .range(field + ".p99Milliseconds", p99Milliseconds, 0, LONGEST);
  }
}
