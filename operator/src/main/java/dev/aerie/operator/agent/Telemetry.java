package dev.aerie.operator.agent;

import dev.aerie.operator.agent.protocol.ClusterEventRecord;
import dev.aerie.operator.agent.protocol.MetricSample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What was measured and what has happened and is in no report yet. Kept in memory within a bound:
 * after a long outage the oldest are missing, unlike usage, which is billed. Safe for concurrent
 * use.
 */
final class Telemetry {

  /** Some hours of a hundred clusters. */
  static final int MOST = 20_000;

  private final Deque<MetricSample> samples = new ArrayDeque<>();
  private final Deque<ClusterEventRecord> events = new ArrayDeque<>();

  synchronized void add(MetricSample sample) {
    keep(samples, sample);
  }

  synchronized void add(ClusterEventRecord event) {
    keep(events, event);
  }

  /** Takes the oldest samples out. */
  synchronized List<MetricSample> takeSamples(int most) {
    return take(samples, most);
  }

  /** Takes the oldest events out. */
  synchronized List<ClusterEventRecord> takeEvents(int most) {
    return take(events, most);
  }

  /** Whether something has happened that was not told. */
  synchronized boolean hasEvents() {
    return !events.isEmpty();
  }

  private static <T> void keep(Deque<T> kept, T next) {
    if (kept.size() == MOST) {
      kept.removeFirst();
    }
    kept.addLast(next);
  }

  private static <T> List<T> take(Deque<T> kept, int most) {
    List<T> taken = new ArrayList<>();
    while (taken.size() < most && !kept.isEmpty()) {
      taken.add(kept.removeFirst());
    }
    return List.copyOf(taken);
  }
}
