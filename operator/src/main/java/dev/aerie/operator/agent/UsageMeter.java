package dev.aerie.operator.agent;

import dev.aerie.operator.agent.protocol.UsageRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the compute that clusters show into intervals without gaps. Safe for concurrent use. */
final class UsageMeter {

  private final Clock clock;
  private final Map<String, Running> running = new HashMap<>();
  private final List<UsageRecord> closed = new ArrayList<>();

  UsageMeter(Clock clock) {
    this.clock = clock;
  }

  private record Running(int units, int replicas, Instant since) {}

  /** Compute of a cluster as it is now; no replicas: nothing runs. */
  synchronized void observe(String clusterId, int units, int replicas) {
    Instant now = now();
    Running before = running.get(clusterId);
    if (before != null && before.units() == units && before.replicas() == replicas) {
      return;
    }
    close(clusterId, before, now);
    if (replicas > 0) {
      running.put(clusterId, new Running(units, replicas, now));
    } else {
      running.remove(clusterId);
    }
  }

  /** All that ran until now and has not been told; what runs on begins a new interval. */
  synchronized List<UsageRecord> cut() {
    Instant now = now();
    running.forEach((clusterId, open) -> close(clusterId, open, now));
    running.replaceAll((clusterId, open) -> new Running(open.units(), open.replicas(), now));
    return ended();
  }

  /** All intervals that have come to their end and have not been told. */
  synchronized List<UsageRecord> ended() {
    List<UsageRecord> result = List.copyOf(closed);
    closed.clear();
    return result;
  }

  private void close(String clusterId, Running open, Instant now) {
    if (open != null && open.since().isBefore(now)) {
      closed.add(UsageRecord.of(clusterId, open.units(), open.replicas(), open.since(), now));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
