package dev.aerie.controlplane.cluster.option;

import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/**
 * When pods that serve may be restarted for a change; without any field: at any time.
 *
 * @param schedule when the window opens, as cron has it
 * @param duration how long it stays open, 10m to 168h, such as {@code 2h} or {@code 1h30m}
 * @param timeZone the zone the schedule is meant in; UTC when absent
 */
public record MaintenanceWindow(
    Optional<String> schedule, Optional<String> duration, Optional<String> timeZone) {

  boolean saysNothing() {
    return schedule.isEmpty() && duration.isEmpty() && timeZone.isEmpty();
  }

  void check(Checks checks, String field) {
    if (!saysNothing()) {
      checks.present(field + ".schedule", schedule).present(field + ".duration", duration);
      Times.check(checks, field, schedule, duration, timeZone);
    }
  }
}
