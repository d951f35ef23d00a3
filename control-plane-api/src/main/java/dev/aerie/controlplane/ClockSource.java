package dev.aerie.controlplane;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** Gives every part the same clock. */
@ApplicationScoped
class ClockSource {

  /**
   * Ticks microseconds, as PostgreSQL keeps them, so that a time read back equals the time written.
   */
  @Produces
  @ApplicationScoped
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
  }
}
