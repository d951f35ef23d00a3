package dev.aerie.operator.agent;

import java.time.Instant;

/**
 * Compute that runs on.
 *
 * @param clusterId whose compute
 * @param units compute units of a replica
 * @param replicas pods that answer
 * @param since up to here it has been counted
 */
record OpenInterval(String clusterId, int units, int replicas, Instant since) {

  boolean isOf(int otherUnits, int otherReplicas) {
    return units == otherUnits && replicas == otherReplicas;
  }
}
