package dev.aerie.controlplane.cluster.backup;

import dev.aerie.controlplane.cluster.option.Times;
import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/** A schedule to be made, or what changes of one; absent stays as it is. */
public record ScheduleBody(
    Optional<String> name,
    Optional<String> schedule,
    Optional<String> timeZone,
    Optional<Retention> retention,
    Optional<Boolean> verify,
    Optional<Boolean> suspended) {

  void checkNew() {
    check(new Checks().present("name", name).present("schedule", schedule));
  }

  void checkChange() {
    check(new Checks());
  }

  private void check(Checks checks) {
    checks.dnsLabel("name", name);
    Times.cron(checks, "schedule", schedule);
    Times.zone(checks, "timeZone", timeZone);
    retention.ifPresent(kept -> kept.check(checks, "retention"));
    checks.end();
  }
}
