package dev.aerie.operator.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits longer after each failure. For one thread. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** True for the first failure after a success, the one worth telling. */
  boolean isFirst() {
    return failures == 0;
  }

  void succeeded() {
    failures = 0;
  }

  /** How long to wait now; a part of it by chance, lest all regions come back at once. */
  Duration failed() {
    long most =
        Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, Integer.SIZE / 4));
    failures++;
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2));
  }
}
