package dev.aerie.controlplane.auditsink;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/**
 * A sink to make.
 *
 * @param fromSequence the first event to send; else the one that tells of the sink
 */
@RefusedWithout("name")
public record NewAuditSink(
    Optional<String> name,
    Optional<SinkSettings.S3> s3,
    Optional<SinkSettings.Https> https,
    Optional<SinkSettings.Syslog> syslog,
    Optional<Boolean> enabled,
    Optional<Integer> fromSequence) {

  SinkSettings settings() {
    return new SinkSettings(s3, https, syslog);
  }

  void check() {
    var checks =
        new Checks()
            .present("name", name)
            .title("name", name)
            .range("fromSequence", fromSequence, 1, Integer.MAX_VALUE);
    settings().check(checks);
    checks.end();
  }
}
