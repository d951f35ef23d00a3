package dev.aerie.engine.time;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hybrid timestamps: milliseconds since 1970 shifted left by 18, and a counter in the low bits.
 * They never go back, even if the wall clock does. Thread-safe.
 */
public final class HybridClock {
  private static final int LOGICAL_BITS = 18;

  private final Clock clock;
  private final AtomicLong last = new AtomicLong();

  public HybridClock(Clock clock) {
    this.clock = clock;
  }

  /** A timestamp greater than every one given out or observed before. */
  public long next() {
    long wall = ofMillis(clock.millis());
    return last.updateAndGet(previous -> Math.max(previous + 1, wall));
  }

  /** The first of {@code count} successive timestamps that nobody else gets. */
  public long reserve(int count) {
    long wall = ofMillis(clock.millis());
    return last.updateAndGet(previous -> Math.max(previous, wall - 1) + count) - count + 1;
  }

  /** Makes later timestamps greater than one read from elsewhere. */
  public void observe(long timestamp) {
    last.accumulateAndGet(timestamp, Math::max);
  }

  public static long ofMillis(long millis) {
    return millis << LOGICAL_BITS;
  }

  public static long toMillis(long timestamp) {
    return timestamp >>> LOGICAL_BITS;
  }
}
