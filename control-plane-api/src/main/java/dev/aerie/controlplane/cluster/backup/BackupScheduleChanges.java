package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.cluster.option.Times;
import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/** What can change of a schedule. */
public record BackupScheduleChanges(
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

  void check(Checks checks, String path) {
    checks.dnsLabel(path + "name", name);
    Times.cron(checks, path + "schedule", schedule);
    Times.zone(checks, path + "timeZone", timeZone);
    retention.ifPresent(kept -> kept.check(checks, path + "retention"));
  }
}
