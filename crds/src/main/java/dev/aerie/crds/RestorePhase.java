package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a restore is in its life, in one word. */
public enum RestorePhase {
  /** It waits: for the backup, or for the cluster. */
  @JsonProperty("Pending")
  PENDING,
  /** Collections are on their way; nobody sees them yet. */
  @JsonProperty("Running")
  RUNNING,
  /** All collections are there. */
  @JsonProperty("Restored")
  RESTORED,
  /** None is there; condition Ready says why. */
  @JsonProperty("Failed")
  FAILED;

  /** Whether nothing more happens to it by itself. */
  public boolean isSettled() {
    return this == RESTORED || this == FAILED;
  }
}
