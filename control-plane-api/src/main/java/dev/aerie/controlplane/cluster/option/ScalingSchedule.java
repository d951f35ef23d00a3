package dev.aerie.controlplane.cluster.option;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/**
 * A time in which a cluster is at least so large.
 *
 * @param schedule when it begins, as cron has it
 * @param duration how long it lasts, such as {@code 8h}
 * @param timeZone the zone the schedule is meant in; UTC when absent
 * @param minUnits units there are at least
 * @param minReplicas replicas there are at least
 */
@RefusedWithout({"schedule", "duration"})
public record ScalingSchedule(
    Optional<String> schedule,
    Optional<String> duration,
    Optional<String> timeZone,
    Optional<Integer> minUnits,
    Optional<Integer> minReplicas) {

  void check(Checks checks, String field) {
    checks.present(field + ".schedule", schedule).present(field + ".duration", duration);
    Times.check(checks, field, schedule, duration, timeZone);
    checks
        .range(field + ".minUnits", minUnits, 1, Autoscaling.MOST_UNITS)
        .range(field + ".minReplicas", minReplicas, 1, Autoscaling.MOST_REPLICAS);
  }
}
