package dev.aerie.controlplane.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The phases of a {@code VectorCluster} as a region reports them. */
public enum Phase {
  /** Nothing made yet. */
  @JsonProperty("Pending")
  PENDING,
  /** Being made. */
  @JsonProperty("Provisioning")
  PROVISIONING,
  /** Serves, as asked for. */
  @JsonProperty("Ready")
  READY,
  /** Serves, on the way to what was asked for. */
  @JsonProperty("Updating")
  UPDATING,
  /** Compute is stopping. */
  @JsonProperty("Suspending")
  SUSPENDING,
  /** No compute. */
  @JsonProperty("Suspended")
  SUSPENDED,
  /** Compute is starting. */
  @JsonProperty("Resuming")
  RESUMING,
  /** Not as asked for, and not getting there by itself. */
  @JsonProperty("Degraded")
  DEGRADED,
  /** Going. */
  @JsonProperty("Deleting")
  DELETING;

  /**
   * Whether this is where a wish for compute, or for none, ends. One that sleeps waits for calls.
   */
  public boolean fulfils(boolean suspended) {
    return this == SUSPENDED || !suspended && this == READY;
  }
}
