package dev.aerie.billing;

import java.time.Instant;

/**
 * A stretch of time that is looked at.
 *
 * @param from included
 * @param to not included
 */
public record Window(Instant from, Instant to) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException when it ends before it begins
   */
  public Window {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("the window ends at " + to + ", before its begin " + from);
    }
  }

  Instant clamp(Instant at) {
    if (at.isBefore(from)) {
      return from;
    }
    return at.isAfter(to) ? to : at;
  }
}
