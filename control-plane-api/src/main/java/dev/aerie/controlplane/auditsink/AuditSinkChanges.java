package dev.aerie.controlplane.auditsink;

import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/** What is to change of a sink; a destination is given whole, with its secrets. */
public record AuditSinkChanges(
    Optional<String> name,
    Optional<SinkSettings.S3> s3,
    Optional<SinkSettings.Https> https,
    Optional<SinkSettings.Syslog> syslog,
    Optional<Boolean> enabled) {

  SinkSettings settings() {
    return new SinkSettings(s3, https, syslog);
  }

  void check() {
    var checks = new Checks().title("name", name);
    if (!settings().saysNothing()) {
      settings().check(checks);
    }
    checks.end();
  }
}
