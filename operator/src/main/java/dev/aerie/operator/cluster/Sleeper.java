package dev.aerie.operator.cluster;

import dev.aerie.crds.IdleState;
import dev.aerie.crds.Idleness;
import dev.aerie.crds.Phase;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.model.Mailbox;
import dev.aerie.operator.cluster.model.Names;
import dev.aerie.operator.cluster.observation.ClusterSources;
import dev.aerie.operator.cluster.observation.PodCallsClient;
import dev.aerie.operator.cluster.observation.Pods;
import dev.aerie.operator.idle.Drowsiness;
import dev.aerie.operator.idle.IdleSituation;
import dev.aerie.operator.idle.Watch;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches the calls of clusters that may sleep. What was seen is not kept over a restart: then a
 * cluster counts as called. Safe for concurrent use.
 */
final class Sleeper {

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(20);
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

  /** A cluster sleeps that part of its limit too late at most. */
  private static final int LOOKS_PER_LIMIT = 10;

  private final Clock clock;
  private final PodCallsClient calls;
  private final ClusterSources sources;
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();

  Sleeper(Clock clock, PodCallsClient calls, ClusterSources sources) {
    this.clock = clock;
    this.calls = calls;
    this.sources = sources;
  }

  /** How often a cluster's pods are asked; empty if they are not. */
  static Optional<Duration> interval(VectorCluster cluster, Idleness idle) {
    return cluster
        .getSpec()
        .idleLimit()
        .filter(limit -> !idle.state().sleeps())
        .map(limit -> limit.dividedBy(LOOKS_PER_LIMIT))
        .map(part -> between(SHORTEST_INTERVAL, part, LONGEST_INTERVAL));
  }

  private static Duration between(Duration least, Duration wished, Duration most) {
    if (wished.compareTo(least) < 0) {
      return least;
    }
    return wished.compareTo(most) > 0 ? most : wished;
  }

  /** The newest decision. */
  Idleness advance(VectorCluster cluster, VectorClusterStatus before, List<Pod> pods) {
    Optional<Duration> limit = cluster.getSpec().idleLimit();
    if (limit.isEmpty() || cluster.getSpec().suspend()) {
      forget(cluster);
      return Idleness.NONE;
    }
    if (Roller.isPaused(cluster)) {
      return before.idle();
    }
    List<Pod> serving = Pods.serving(pods);
    var situation =
        new IdleSituation(
            limit.get(),
            before.idle(),
            watch(cluster, before.idle(), serving),
            before.phase() == Phase.READY && before.roll().state() == RollState.SETTLED,
            isActivatorReady(cluster),
            serving.size(),
            calledAt(cluster),
            clock.instant());
    return Drowsiness.decide(situation);
  }

  /** Forgets a cluster that is no more, or that nobody watches. */
  void forget(VectorCluster cluster) {
    watches.remove(cluster.getMetadata().getUid());
  }

  /** Watching begins anew with each waking. */
  private Watch watch(VectorCluster cluster, Idleness before, List<Pod> serving) {
    Instant now = clock.instant();
    String uid = cluster.getMetadata().getUid();
    if (before.state().isAnsweredByActivator()) {
      watches.remove(uid);
      return Watch.beginning(now);
    }
    Watch watch = watches.getOrDefault(uid, Watch.beginning(now));
    boolean due =
        before.state() == IdleState.FALLING_ASLEEP
            || interval(cluster, before)
                .filter(every -> !watch.lookedAt().plus(every).isAfter(now.plusSeconds(2)))
                .isPresent();
    Watch newest = due ? watch.with(now, calls.ask(serving)) : watch;
    watches.put(uid, newest);
    return newest;
  }

  private boolean isActivatorReady(VectorCluster cluster) {
    return sources
        .find(
            StatefulSet.class,
            cluster.getMetadata().getNamespace(),
            Names.activator(cluster.getMetadata().getName()))
        .map(StatefulSet::getStatus)
        .map(status -> status.getReadyReplicas())
        .filter(ready -> ready > 0)
        .isPresent();
  }

  private Optional<Instant> calledAt(VectorCluster cluster) {
    return sources
        .find(
            ConfigMap.class,
            cluster.getMetadata().getNamespace(),
            Names.activator(cluster.getMetadata().getName()))
        .flatMap(Mailbox::calledAt)
        .flatMap(Sleeper::instant);
  }

  /** An activator that writes nonsense was not called. */
  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
