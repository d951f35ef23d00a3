package dev.aerie.operator.metric;

import dev.aerie.crds.Phase;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** How the region's clusters are, by phase, roll and problem. Safe for concurrent use. */
public final class FleetMetrics {

  private final MeterRegistry meters;
  private final Map<String, VectorClusterStatus> statuses = new ConcurrentHashMap<>();
  private final Set<String> reasons = ConcurrentHashMap.newKeySet();
  private final Counter restarts;

  /**
   * @param meters where the figures are kept
   */
  public FleetMetrics(MeterRegistry meters) {
    this.meters = meters;
    for (Phase phase : Phase.values()) {
      gauge("aerie.operator.clusters", "phase", phase.text(), each -> each.phase() == phase);
    }
    for (RollState state : RollState.values()) {
      gauge("aerie.operator.rolls", "state", state.text(), each -> each.roll().state() == state);
    }
    restarts =
        Counter.builder("aerie.operator.pod.restarts")
            .description("Pods evicted to get a new spec")
            .register(meters);
  }

  /** A cluster is this now. */
  public void observe(VectorCluster cluster, VectorClusterStatus status) {
    statuses.put(cluster.getMetadata().getUid(), status);
    problem(status).filter(reasons::add).ifPresent(this::gaugeOfProblem);
  }

  /** A cluster is no more. */
  public void forget(VectorCluster cluster) {
    statuses.remove(cluster.getMetadata().getUid());
  }

  /** A pod is restarted. */
  public void restarted() {
    restarts.increment();
  }

  /** Reasons are a fixed set of words; each is shown from its first occurrence. */
  private void gaugeOfProblem(String reason) {
    gauge(
        "aerie.operator.problems",
        "reason",
        reason,
        each -> problem(each).filter(reason::equals).isPresent());
  }

  private void gauge(
      String name, String tag, String value, Predicate<VectorClusterStatus> counted) {
    Gauge.builder(name, statuses, map -> map.values().stream().filter(counted).count())
        .description("Clusters by " + tag)
        .tag(tag, value)
        .register(meters);
  }

  private static Optional<String> problem(VectorClusterStatus status) {
    return status.conditions().stream()
        .filter(each -> each.getType().equals("Degraded") && each.getStatus().equals("True"))
        .map(Condition::getReason)
        .findFirst();
  }
}
