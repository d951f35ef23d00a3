package dev.aerie.server.lifecycle;

import dev.aerie.server.ServerConfig;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The end of this process in order. It is not ready from the first moment on, but answers all calls
 * while those who send clients here learn of it; then calls under way are answered and new ones
 * refused, so that clients connect again, to another pod. Thread-safe.
 */
@ApplicationScoped
public class Drain {
  /** What a call that comes too late is told. */
  public static final String REFUSAL = "this pod is about to end; connect again";

  private final Clock clock;
  private final Duration delay;
  private volatile Instant refusesFrom = Instant.MAX;

  Drain(Clock clock, ServerConfig config) {
    this.clock = clock;
    this.delay = config.shutdownDelay();
  }

  void begin(@Observes ShutdownDelayInitiatedEvent event) {
    refusesFrom = clock.instant().plus(delay);
  }

  /** Whether calls that come now come too late. */
  public boolean refuses() {
    return !clock.instant().isBefore(refusesFrom);
  }
}
