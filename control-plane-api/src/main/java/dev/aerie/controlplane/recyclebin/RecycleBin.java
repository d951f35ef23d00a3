package dev.aerie.controlplane.recyclebin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long what was deleted can be brought back. */
public final class RecycleBin {
  /** Thirty days. */
  public static final Duration KEPT = Duration.ofDays(30);

  private RecycleBin() {}

  /** What was deleted after this time can still be brought back. */
  public static Instant since(Clock clock) {
    return clock.instant().minus(KEPT);
  }
}
