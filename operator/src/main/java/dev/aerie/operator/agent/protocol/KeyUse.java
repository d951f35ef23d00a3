package dev.aerie.operator.agent.protocol;

import dev.aerie.operator.cluster.observation.PodKeyUsesClient.Count;
import java.time.Instant;

/**
 * How an API key was used with a cluster within an hour, as far as one process saw it so far. Told
 * again when it has risen; the highest counts.
 *
 * @param clusterId the cluster
 * @param instance the process that counted
 * @param keyId the key, which itself is nowhere in a report
 * @param hour when the hour began
 * @param calls all of them
 * @param refused those that the key may not make
 * @param firstAt when the first came
 * @param lastAt when the last came
 */
public record KeyUse(
    String clusterId,
    String instance,
    String keyId,
    Instant hour,
    long calls,
    long refused,
    Instant firstAt,
    Instant lastAt) {

  /** What a pod of a cluster tells. */
  public static KeyUse of(String clusterId, Count count) {
    return new KeyUse(
        clusterId,
        count.instance(),
        count.key(),
        count.hour(),
        count.calls(),
        count.refused(),
        count.firstAt(),
        count.lastAt());
  }

  /** What it counts; another one with the same slot takes its place. */
  public Slot slot() {
    return new Slot(clusterId, instance, keyId, hour);
  }

  /** What is counted by itself. */
  public record Slot(String clusterId, String instance, String keyId, Instant hour) {}
}
