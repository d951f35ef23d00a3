package dev.aerie.controlplane.cluster.backup.restore;

import java.util.Locale;
import java.util.Optional;

/** Where a restore into a cluster is in its life; its region moves it, and time gives it up. */
public enum RestoreState {
  /** It waits for its region. */
  PENDING,
  /** Objects are copied; no collection is there yet. */
  RUNNING,
  /** All collections are there. */
  RESTORED,
  /** None is there; the reason says why. */
  FAILED;

  /** The state a region's phase means; empty for one that this version does not know. */
  static Optional<RestoreState> reported(String phase) {
    return switch (phase.toUpperCase(Locale.ROOT)) {
      case "PENDING" -> Optional.of(PENDING);
      case "RUNNING" -> Optional.of(RUNNING);
      case "RESTORED" -> Optional.of(RESTORED);
      case "FAILED" -> Optional.of(FAILED);
      default -> Optional.empty();
    };
  }

  /** Whether nothing more happens to it. */
  boolean isSettled() {
    return this == RESTORED || this == FAILED;
  }
}
