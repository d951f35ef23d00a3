package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a backup is in its life, in one word. */
public enum BackupPhase {
  /** It waits: for the cluster, or for another backup of the same cluster. */
  @JsonProperty("Pending")
  PENDING,
  /** It is being made. */
  @JsonProperty("Running")
  RUNNING,
  /** It is made, and a restore of it is tried. */
  @JsonProperty("Verifying")
  VERIFYING,
  /** It can be restored. */
  @JsonProperty("Ready")
  READY,
  /** It could not be made; condition Ready says why. */
  @JsonProperty("Failed")
  FAILED;

  /** Whether nothing more happens to it by itself. */
  public boolean isSettled() {
    return this == READY || this == FAILED;
  }
}
