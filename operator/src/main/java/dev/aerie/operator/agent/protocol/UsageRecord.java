package dev.aerie.operator.agent.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Compute that ran for a while.
 *
 * @param id the same for the same interval, however often it is told
 * @param clusterId whose compute
 * @param units compute units of a replica
 * @param replicas pods that answered
 * @param from begin, included
 * @param to end, excluded
 */
public record UsageRecord(
    String id, String clusterId, int units, int replicas, Instant from, Instant to) {

  /** An interval under the id that belongs to it. */
  public static UsageRecord of(
      String clusterId, int units, int replicas, Instant from, Instant to) {
    String key = clusterId + "/" + from + "/" + to + "/" + units + "/" + replicas;
    String id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    return new UsageRecord(id, clusterId, units, replicas, from, to);
  }

  /** Whether the other is the same compute and begins where this ends. */
  public boolean isFollowedBy(UsageRecord other) {
    return clusterId.equals(other.clusterId)
        && units == other.units
        && replicas == other.replicas
        && to.equals(other.from);
  }
}
