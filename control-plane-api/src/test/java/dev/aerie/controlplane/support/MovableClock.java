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
 * The clock of the control plane under test, and of its database if there is one: real time and
 * what a test has added to it.
 */
@Mock
@ApplicationScoped
public class MovableClock extends Clock {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private volatile Clock real = Clock.systemUTC();

  /** Moves on; never back, as ids and logs sort by time. */
  public void advance(Duration by) {
    Duration moved = ahead.updateAndGet(by::plus);
    if (!Superuser.isThere()) {
      return;
    }
    try {
      Superuser.run(
          "CREATE OR REPLACE FUNCTION database_time() RETURNS timestamptz LANGUAGE sql STABLE RETURN now() + interval '%d milliseconds'"
              .formatted(moved.toMillis()));
    } catch (SQLException failure) {
      throw new IllegalStateException("the database's clock cannot be moved", failure);
    }
  }

  /** Stands still but for what a test adds, so that a pause lasts however slow the machine is. */
  public void stop() {
    real = Clock.fixed(Instant.now(), ZoneOffset.UTC);
  }

  /** Goes on, if it was stopped. */
  public void go() {
    real = Clock.systemUTC();
  }

  @Override
  public Instant instant() {
    return real.instant().plus(ahead.get()).truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(real.withZone(zone), ahead.get());
  }
}
