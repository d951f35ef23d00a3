package dev.aerie.controlplane.cluster;

/** Who moves a cluster from state to state. */
public enum Mover {
  /** Somebody who calls the API; what they want is under way at once. */
  CALLER,
  /** The region, by what it reports. */
  REGION,
  /** Time, when nothing has come of an operation. */
  CLOCK
}
