package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is going on while pods are made what the newest spec says. */
public enum RollState {
  /** All pods have the newest spec and answer. */
  @JsonProperty("Settled")
  SETTLED("Settled"),
  /** A pod is being restarted. */
  @JsonProperty("Rolling")
  ROLLING("Rolling"),
  /** A pod must become ready first. */
  @JsonProperty("Waiting")
  WAITING("Waiting"),
  /** Annotation {@link Marks#PAUSED} holds the cluster. */
  @JsonProperty("Paused")
  PAUSED("Paused"),
  /** The maintenance window is closed. */
  @JsonProperty("OutsideWindow")
  OUTSIDE_WINDOW("OutsideWindow"),
  /** Other clusters of the region are changing. */
  @JsonProperty("Queued")
  QUEUED("Queued"),
  /** A pod does not come up with the newest spec; no other is touched. */
  @JsonProperty("RollStopped")
  STOPPED("RollStopped");

  private final String text;

  RollState(String text) {
    this.text = text;
  }

  /** The state as Kubernetes writes it, also the reason of conditions and Events. */
  public String text() {
    return text;
  }
}
