package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a cluster is in its life, in one word. */
public enum Phase {
  /** Nothing has been made yet. */
  @JsonProperty("Pending")
  PENDING,
  /** Being made for the first time. */
  @JsonProperty("Provisioning")
  PROVISIONING,
  /** All replicas answer and are what the spec says. */
  @JsonProperty("Ready")
  READY,
  /** A change of the spec is being carried out. */
  @JsonProperty("Updating")
  UPDATING,
  /** Pods are ending. */
  @JsonProperty("Suspending")
  SUSPENDING,
  /** Nothing runs; the data stays. */
  @JsonProperty("Suspended")
  SUSPENDED,
  /** Pods are starting again. */
  @JsonProperty("Resuming")
  RESUMING,
  /** Something needs attention; condition Degraded says what. */
  @JsonProperty("Degraded")
  DEGRADED,
  /** On its way out. */
  @JsonProperty("Deleting")
  DELETING;

  /** The phase as Kubernetes writes it. */
  public String text() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
