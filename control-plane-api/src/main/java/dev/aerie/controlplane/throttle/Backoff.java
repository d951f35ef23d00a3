package dev.aerie.controlplane.throttle;

import java.time.Duration;

/**
 * Pauses between attempts at what is refused: each twice as long as the one before, up to a longest
 * one. Immutable.
 *
 * @param first after the first failure
 * @param longest what it grows to
 */
public record Backoff(Duration first, Duration longest) {
  /** For what is sent to people and to their programs: from a minute to an hour. */
  public static final Backoff OF_MESSAGES = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1));

  /** More would be of no use to anybody, and beyond what a Duration holds some day. */
  private static final int MOST_DOUBLINGS = 20;

  /** The pause after this many failures in a row, 1 or more. */
  public Duration after(int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
