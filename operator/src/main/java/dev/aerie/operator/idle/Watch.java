package dev.aerie.operator.idle;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of the calls of a cluster's pods. Immutable.
 *
 * @param counts admitted calls each pod had answered, by the pod's uid
 * @param lastCallAt when the counts were last seen to move; before that, when watching began
 * @param lookedAt when pods were last asked
 * @param admitted whether a call was admitted since watching began
 * @param complete whether each pod told its count
 */
public record Watch(
    Map<String, Long> counts,
    Instant lastCallAt,
    Instant lookedAt,
    boolean admitted,
    boolean complete) {

  /** Copies the map. */
  public Watch {
    counts = Map.copyOf(counts);
  }

  /** Nothing was seen yet. As nobody knows of calls before, the cluster counts as called now. */
  public static Watch beginning(Instant now) {
    return new Watch(Map.of(), now, Instant.MIN, false, false);
  }

  /**
   * With what pods tell now. A count that has moved either way, as it does when a container starts
   * anew, is a call.
   *
   * @param told by the pod's uid; empty for one that does not tell
   */
  public Watch with(Instant now, Map<String, Optional<Long>> told) {
    if (told.isEmpty() || told.containsValue(Optional.<Long>empty())) {
      return new Watch(counts, lastCallAt, now, admitted, false);
    }
    Map<String, Long> fresh =
        told.entrySet().stream()
            .collect(toMap(Map.Entry::getKey, pod -> pod.getValue().orElseThrow()));
    boolean moved =
        fresh.entrySet().stream()
            .anyMatch(pod -> !pod.getValue().equals(counts.getOrDefault(pod.getKey(), 0L)));
    return new Watch(fresh, moved ? now : lastCallAt, now, admitted || moved, true);
  }
}
