package dev.aerie.controlplane.watch;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the database says of the platform as a whole, for Prometheus: managed regions that are
 * silent, and what should have gone out. Each replica tells the same. Safe for use by many threads.
 */
@ApplicationScoped
public class PlatformMetrics {
  /** What waits for longer than this is late: mails and notices are looked at every 5 s. */
  private static final Duration LATE = Duration.ofMinutes(5);

  private final Database database;
  private final Clock clock;
  private final MultiGauge silence;
  private final MultiGauge overdue;

  PlatformMetrics(Database database, Clock clock, MeterRegistry meters) {
    this.database = database;
    this.clock = clock;
    this.silence =
        MultiGauge.builder("aerie.region.silence")
            .description("How long nothing has been heard of a managed region")
            .baseUnit("seconds")
            .register(meters);
    this.overdue =
        MultiGauge.builder("aerie.outbox.overdue")
            .description("Organizations of which something should have gone out 5 minutes ago")
            .register(meters);
  }

  /** Looks once; called by time. */
  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void look() {
    Instant now = clock.instant();
    silence.register(silences(now), true);
    overdue.register(
        Stream.of(
                queue("mails", due("organizations_with_mail(?)", now.minus(LATE))),
                queue("notifications", due("organizations_to_notify(?)", now.minus(LATE))),
                queue("audit-sinks", sinksBehind(now)))
            .toList(),
        true);
  }

  private List<Row<?>> silences(Instant now) {
    return database.read(
        Scope.none(),
        sql ->
            sql.list(
                """
                SELECT name, last_seen_at FROM regions
                WHERE kind = 'MANAGED' AND removed_at IS NULL AND last_seen_at IS NOT NULL
                """,
                row ->
                    Row.of(
                        Tags.of("region", row.string("name")),
                        Duration.between(row.time("last_seen_at").orElseThrow(), now)
                            .toSeconds())));
  }

  private static Row<?> queue(String name, long organizations) {
    return Row.of(Tags.of("queue", name), organizations);
  }

  private long due(String organizations, Instant when) {
    return names(organizations, when).size();
  }

  private List<String> names(String organizations, Instant when) {
    return database.read(
        Scope.none(),
        sql -> sql.list("SELECT " + organizations + " AS id", r -> r.string("id"), when));
  }

  /** Of those whose sinks have not had everything, refused ones too, whose next event is old. */
  private long sinksBehind(Instant now) {
    return names("organizations_to_stream(?)", now.plus(Duration.ofDays(1))).stream()
        .filter(organization -> isBehind(organization, now.minus(LATE)))
        .count();
  }

  private boolean isBehind(String organization, Instant since) {
    return database.read(
        Scope.organization(organization),
        sql ->
            sql.first(
                    """
                    SELECT EXISTS (SELECT FROM audit_sinks s JOIN audit_events e ON e.org_id = s.org_id AND e.seq = s.delivered_seq + 1
                      WHERE s.org_id = ? AND s.enabled AND e.at < ?) AS behind
                    """,
                    row -> row.flag("behind"),
                    organization,
                    since)
                .orElseThrow());
  }
}
