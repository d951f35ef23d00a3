package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether clients call a cluster with {@code spec.idleSuspendAfter}, and what follows from it. */
public enum IdleState {
  /** Nobody watches: the cluster never sleeps, or a person has suspended it. */
  @JsonProperty("Unwatched")
  UNWATCHED("Unwatched"),
  /** It is called. */
  @JsonProperty("Called")
  CALLED("Called"),
  /** It has not been called for at least half of the time after which it sleeps. */
  @JsonProperty("Quiet")
  QUIET("Quiet"),
  /** A pod that serves does not tell its calls: nothing is done. */
  @JsonProperty("IdleDataMissing")
  DATA_MISSING("IdleDataMissing"),
  /** It shall sleep as soon as its activator stands at the door. */
  @JsonProperty("FallingAsleep")
  FALLING_ASLEEP("FallingAsleep"),
  /** Nothing runs but the activator, which waits for a call. */
  @JsonProperty("Idle")
  ASLEEP("Idle"),
  /** It was called, and its first pod starts. */
  @JsonProperty("Waking")
  WAKING("Waking");

  private final String text;

  IdleState(String text) {
    this.text = text;
  }

  /** The state as Kubernetes writes it, also the reason of conditions and Events. */
  public String text() {
    return text;
  }

  /** Whether no pod shall serve. */
  public boolean sleeps() {
    return this == ASLEEP;
  }

  /** Whether clients are led to the activator. */
  public boolean isAnsweredByActivator() {
    return this == ASLEEP || this == WAKING;
  }

  /** Whether there is an activator. */
  public boolean hasActivator() {
    return this == FALLING_ASLEEP || isAnsweredByActivator();
  }
}
