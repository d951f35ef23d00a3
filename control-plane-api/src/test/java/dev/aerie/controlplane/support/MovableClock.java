package dev.aerie.controlplane.support;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of the control plane under test, and of its database: real time and what a test has
 * added to it.
 */
@Mock
@ApplicationScoped
public class MovableClock extends Clock {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  /** Moves on; never back, as ids and logs sort by time. */
  public void advance(Duration by) {
    Duration moved = ahead.updateAndGet(by::plus);
    try {
      Superuser.run(
          "CREATE OR REPLACE FUNCTION database_time() RETURNS timestamptz LANGUAGE sql STABLE RETURN now() + interval '%d milliseconds'"
              .formatted(moved.toMillis()));
    } catch (SQLException failure) {
      throw new IllegalStateException("the database's clock cannot be moved", failure);
    }
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead.get()).truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(Clock.system(zone), ahead.get());
  }
}
