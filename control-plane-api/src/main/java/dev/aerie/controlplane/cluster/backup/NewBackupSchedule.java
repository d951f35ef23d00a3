package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/**
 * A schedule to be made, of a cluster that is there or with a new one.
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
    var checks = new Checks();
    check(checks, "");
    checks.end();
  }

  /**
   * Checks the values.
   *
   * @param path what stands before the names of fields, such as {@code backupPolicy.}
   */
  public void check(Checks checks, String path) {
    checks.present(path + "name", name).present(path + "schedule", schedule);
    new BackupScheduleChanges(name, schedule, timeZone, retention, verify, suspended)
        .check(checks, path);
  }
}
