package dev.aerie.billing;

import java.time.Instant;

/**
 * What a cluster had from one moment to another, as its region measured it.
 *
 * @param id of the record; the same id twice is the same record
 * @param clusterId the cluster
 * @param units compute units of each replica; 0 while nothing runs
 * @param replicas replicas; 0 while nothing runs
 * @param from when it began, included
 * @param to when it ended, not included
 */
public record UsageInterval(
    String id, String clusterId, int units, int replicas, Instant from, Instant to) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when it ends before it begins or something is negative
   */
  public UsageInterval {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "usage record " + id + " ends at " + to + ", not after its begin " + from);
    }
    if (units < 0 || replicas < 0) {
      throw new IllegalArgumentException("usage record " + id + " has negative units or replicas");
    }
  }

  /** Units of all replicas together. */
  int rate() {
    return units * replicas;
  }
}
