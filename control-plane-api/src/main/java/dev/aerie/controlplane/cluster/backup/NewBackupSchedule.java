package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/**
 * A schedule to be made.
 *
 * @param timeZone UTC when absent
 */
@RefusedWithout({"name", "schedule"})
public record NewBackupSchedule(
    Optional<String> name,
    Optional<String> schedule,
    Optional<String> timeZone,
    Optional<Retention> retention,
    Optional<Boolean> verify,
    Optional<Boolean> suspended) {

  void check() {
    new BackupScheduleChanges(name, schedule, timeZone, retention, verify, suspended)
        .check(new Checks().present("name", name).present("schedule", schedule));
  }
}
