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
    check(new Checks());
  }

  void check(Checks checks) {
    checks.dnsLabel("name", name);
    Times.cron(checks, "schedule", schedule);
    Times.zone(checks, "timeZone", timeZone);
    retention.ifPresent(kept -> kept.check(checks, "retention"));
    checks.end();
  }
}
