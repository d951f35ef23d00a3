package dev.aerie.operator.cluster;

import dev.aerie.crds.Autoscaling;
import dev.aerie.crds.AutoscalingMode;
import dev.aerie.crds.Compute;
import dev.aerie.crds.RollState;
import dev.aerie.crds.Scaling;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.autoscale.Autoscaler;
import dev.aerie.operator.autoscale.Decision;
import dev.aerie.operator.autoscale.LoadHistory;
import dev.aerie.operator.autoscale.ScalingSituation;
import dev.aerie.operator.cluster.observation.PodLoadClient;
import dev.aerie.operator.cluster.observation.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures clusters and asks the autoscaler. What was measured is not kept over a restart: then a
 * cluster does not get smaller for a while. Safe for concurrent use.
 */
final class Scaler {

  /** How often a cluster is measured. */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Clock clock;
  private final PodLoadClient loads;
  private final Map<String, LoadHistory> histories = new ConcurrentHashMap<>();

  Scaler(Clock clock, PodLoadClient loads) {
    this.clock = clock;
    this.loads = loads;
  }

  /**
   * The newest decision.
   *
   * @throws dev.aerie.operator.schedule.InvalidScheduleException if a schedule means nothing
   */
  Scaling advance(VectorCluster cluster, VectorClusterStatus before, List<Pod> pods) {
    Optional<Autoscaling> policy = cluster.getSpec().scaler();
    if (policy.isEmpty()) {
      return Scaling.NONE;
    }
    if (!cluster.serves() || Roller.isPaused(cluster)) {
      return before.scaling();
    }
    Instant now = clock.instant();
    String uid = cluster.getMetadata().getUid();
    LoadHistory history = histories.getOrDefault(uid, LoadHistory.EMPTY);
    if (history.isOlderThan(now.minus(INTERVAL.minusSeconds(5)))) {
      history = history.with(now, loads.ask(Pods.serving(pods)));
      histories.put(uid, history);
    }
    var situation =
        new ScalingSituation(
            policy.get(),
            current(cluster, before),
            history,
            changedAt(before),
            before.roll().state() == RollState.SETTLED,
            now);
    return scaling(situation, before.scaling());
  }

  /** Forgets a cluster that is no more. */
  void forget(VectorCluster cluster) {
    histories.remove(cluster.getMetadata().getUid());
  }

  private static Compute current(VectorCluster cluster, VectorClusterStatus before) {
    Scaling last = before.scaling();
    boolean inCharge =
        cluster
            .getSpec()
            .scaler()
            .filter(policy -> policy.mode() == AutoscalingMode.AUTO && last.units() > 0)
            .isPresent();
    return inCharge ? new Compute(last.units(), last.replicas()) : cluster.getSpec().compute();
  }

  private static Scaling scaling(ScalingSituation situation, Scaling last) {
    Decision decision = Autoscaler.decide(situation);
    Compute size = decision.size();
    boolean changes =
        !size.equals(situation.current())
            && !size.equals(new Compute(last.units(), last.replicas()));
    return new Scaling(
        size.units(),
        size.replicas(),
        decision.reason().text(),
        prefix(situation) + decision.explanation(),
        changes ? situation.now().truncatedTo(ChronoUnit.SECONDS).toString() : last.changedAt());
  }

  private static String prefix(ScalingSituation situation) {
    return switch (situation.policy().mode()) {
      case DRY_RUN -> "Dry run: ";
      case AUTO -> "";
    };
  }

  private static Optional<Instant> changedAt(VectorClusterStatus before) {
    return Optional.of(before.scaling().changedAt())
        .filter(text -> !text.isEmpty())
        .map(Instant::parse);
  }
}
