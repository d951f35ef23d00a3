package dev.aerie.controlplane.cluster.backup;

import java.util.Locale;
import java.util.Optional;

/** Where a backup is in its life; only its region moves it, but for the last one. */
public enum BackupState {
  /** It waits: for its region, or for another backup of the same cluster. */
  PENDING,
  /** It is being made. */
  RUNNING,
  /** It is made, and a restore of it is tried. */
  VERIFYING,
  /** It can be restored. */
  READY,
  /** It could not be made; the reason says why. */
  FAILED,
  /** It is being removed, because somebody asked for it. */
  DELETING;

  /** The state a region's phase means; empty for one that this version does not know. */
  static Optional<BackupState> reported(String phase) {
    return switch (phase.toUpperCase(Locale.ROOT)) {
      case "PENDING" -> Optional.of(PENDING);
      case "RUNNING" -> Optional.of(RUNNING);
      case "VERIFYING" -> Optional.of(VERIFYING);
      case "READY" -> Optional.of(READY);
      case "FAILED" -> Optional.of(FAILED);
      default -> Optional.empty();
    };
  }

  /** Whether the region may still have to make it. */
  public boolean isToBeMade() {
    return this == PENDING || this == RUNNING;
  }
}
