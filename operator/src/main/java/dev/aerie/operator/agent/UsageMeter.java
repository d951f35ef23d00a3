package dev.aerie.operator.agent;

import dev.aerie.operator.agent.protocol.UsageRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the compute that clusters show into intervals without gaps, over a restart of the agent
 * too: a cluster that shows the same compute before and after it ran meanwhile. What changed unseen
 * is not counted, since nobody knows when; nor is what another process measured meanwhile. Safe for
 * concurrent use.
 */
final class UsageMeter {

  private final Clock clock;
  private final Map<String, OpenInterval> left = new HashMap<>();
  private final Map<String, OpenInterval> running = new HashMap<>();
  private final List<UsageRecord> closed = new ArrayList<>();

  /**
   * @param clock times the intervals
   * @param left what ran when the agent was last here
   */
  UsageMeter(Clock clock, List<OpenInterval> left) {
    this.clock = clock;
    left.forEach(interval -> this.left.put(interval.clusterId(), interval));
  }

  /**
   * Of what ran when the agent was last here, only that of these clusters may have run since; the
   * rest is forgotten.
   */
  synchronized void keepLeft(Collection<String> clusterIds) {
    left.keySet().retainAll(clusterIds);
  }

  /** Takes over what the meter tells, for good. */
  interface Ledger {
    /**
     * @param ended intervals that are over
     * @param open what runs on
     */
    void enter(List<UsageRecord> ended, List<OpenInterval> open);
  }

  /** Compute of a cluster as it is now; no replicas: nothing runs. */
  synchronized void observe(String clusterId, int units, int replicas) {
    OpenInterval before = running.getOrDefault(clusterId, left.get(clusterId));
    boolean seen = left.remove(clusterId) == null;
    if (before != null && before.isOf(units, replicas)) {
      running.put(clusterId, before);
      return;
    }
    Instant now = now();
    if (seen && before != null) {
      closed.addAll(until(now, before));
    }
    if (replicas > 0) {
      running.put(clusterId, new OpenInterval(clusterId, units, replicas, now));
    } else {
      running.remove(clusterId);
    }
  }

  /**
   * Tells the intervals that have come to an end; nothing is forgotten if the ledger fails.
   *
   * @param cut also what runs on, counted up to now
   */
  synchronized void tell(boolean cut, Ledger ledger) {
    Instant now = now();
    List<UsageRecord> ended = new ArrayList<>(closed);
    Map<String, OpenInterval> open = new HashMap<>(running);
    if (cut) {
      running.values().forEach(interval -> ended.addAll(until(now, interval)));
      open.replaceAll(
          (id, interval) -> new OpenInterval(id, interval.units(), interval.replicas(), now));
    }
    List<OpenInterval> all = new ArrayList<>(left.values());
    all.addAll(open.values());
    ledger.enter(List.copyOf(ended), List.copyOf(all));
    closed.clear();
    running.putAll(open);
  }

  private static List<UsageRecord> until(Instant now, OpenInterval open) {
    return open.since().isBefore(now)
        ? List.of(
            UsageRecord.of(open.clusterId(), open.units(), open.replicas(), open.since(), now))
        : List.of();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
