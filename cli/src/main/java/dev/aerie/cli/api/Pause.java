package dev.aerie.cli.api;

import dev.aerie.cli.CliException;
import java.time.Duration;

/** Lets time pass. Safe for use by many threads. */
public final class Pause {
  private Pause() {}

  /**
   * Comes back after this long.
   *
   * @throws CliException when the thread is interrupted meanwhile
   */
  public static void of(Duration span) {
    try {
      Thread.sleep(span);
    } catch (InterruptedException ended) {
      throw interrupted();
    }
  }

  static CliException interrupted() {
    Thread.currentThread().interrupt();
    return new CliException("interrupted");
  }
}
