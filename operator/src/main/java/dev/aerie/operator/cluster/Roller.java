package dev.aerie.operator.cluster;

import dev.aerie.crds.Marks;
import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.observation.Observation;
import dev.aerie.operator.cluster.observation.PodHealth;
import dev.aerie.operator.cluster.observation.PodHealthClient;
import dev.aerie.operator.cluster.observation.Pods;
import dev.aerie.operator.cluster.roll.Fleet;
import dev.aerie.operator.cluster.roll.RollPlanner;
import dev.aerie.operator.cluster.roll.RollPod;
import dev.aerie.operator.cluster.roll.RollSituation;
import dev.aerie.operator.cluster.roll.RollStep;
import dev.aerie.operator.cluster.status.Diagnosis;
import dev.aerie.operator.cluster.status.Problem;
import dev.aerie.operator.metric.FleetMetrics;
import dev.aerie.operator.schedule.InvalidScheduleException;
import dev.aerie.operator.schedule.Opening;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Restarts pods for a new spec as the planner says. Safe for concurrent use. */
final class Roller {

  private final KubernetesClient client;
  private final KubernetesClient withoutRetries;
  private final Clock clock;
  private final Diagnosis diagnosis;
  private final Fleet fleet;
  private final FleetMetrics metrics;
  private final PodHealthClient health;

  Roller(
      KubernetesClient client,
      Clock clock,
      PodHealthClient health,
      Fleet fleet,
      FleetMetrics metrics) {
    this.client = client;
    this.withoutRetries = withoutRetries(client);
    this.clock = clock;
    this.health = health;
    this.fleet = fleet;
    this.metrics = metrics;
    this.diagnosis = new Diagnosis(clock);
  }

  /** Tells at once what is refused: a client would try again for 20 seconds by itself. */
  private static KubernetesClient withoutRetries(KubernetesClient client) {
    return client
        .newClient(
            new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(0)
                .build())
        .adapt(KubernetesClient.class);
  }

  /** Whether people ask to leave the cluster as it is. */
  static boolean isPaused(VectorCluster cluster) {
    return Optional.ofNullable(cluster.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Marks.PAUSED))
        .filter("true"::equals)
        .isPresent();
  }

  /**
   * Takes the next step, if one is due.
   *
   * @throws InvalidScheduleException if the maintenance window means nothing
   */
  Roll advance(VectorCluster cluster, VectorClusterStatus before, Observation observation) {
    RollSituation situation = situation(cluster, before, observation, observation.pods());
    RollStep step = RollPlanner.next(situation);
    if (step instanceof RollStep.Restart) {
      List<Pod> now = podsNow(cluster);
      situation = situation(cluster, before, observation, now);
      step = carryOut(RollPlanner.next(situation), now);
    }
    return new Roll(step.state(), situation.updated(), situation.wanted(), step.why());
  }

  private RollSituation situation(
      VectorCluster cluster, VectorClusterStatus before, Observation observation, List<Pod> pods) {
    boolean paused = isPaused(cluster);
    Opening window =
        cluster
            .getSpec()
            .window()
            .map(each -> Opening.of(each, clock.instant()))
            .orElse(Opening.ALWAYS);
    // Who could not use its turn would take it and give it back at each look.
    boolean asks =
        !paused && window.open() && pods.stream().anyMatch(pod -> !observation.isUpdated(pod));
    Optional<String> queue = asks ? fleet.queue(cluster, before) : Optional.empty();
    boolean mayRestart = asks && queue.isEmpty();
    return new RollSituation(
        pods.stream().map(pod -> rollPod(pod, observation, mayRestart)).toList(),
        observation.statefulSet().map(set -> set.getSpec().getReplicas()).orElse(0),
        observation.isTakenUp(),
        isUnderWay(before),
        paused,
        window,
        queue,
        before.version());
  }

  private static boolean isUnderWay(VectorClusterStatus before) {
    RollState state = before.roll().state();
    return !before.version().isEmpty() && state != RollState.SETTLED;
  }

  /** Roles matter, and pods are asked for them, only where one may be restarted. */
  private RollPod rollPod(Pod pod, Observation observation, boolean mayRestart) {
    boolean ready = Pods.isReady(pod);
    return new RollPod(
        pod.getMetadata().getName(),
        observation.isUpdated(pod),
        ready,
        Pods.hasBeenReady(pod),
        !ready && health(pod, observation).storageError().isPresent(),
        Pods.isEnding(pod),
        mayRestart && ready ? health.ask(pod).writer() : Optional.empty(),
        Duration.between(Instant.parse(pod.getMetadata().getCreationTimestamp()), clock.instant()),
        diagnosis.ofPod(pod).map(Problem::message));
  }

  /** Asks a pod that was ready when this pass began: it cannot be known otherwise why it is not. */
  private PodHealth health(Pod pod, Observation observation) {
    boolean asked = observation.health().containsKey(pod.getMetadata().getName());
    return asked || !Pods.isRunning(pod) ? observation.healthOf(pod) : health.ask(pod);
  }

  /** Asks the API server: a cache may not know yet what the last step has changed. */
  private List<Pod> podsNow(VectorCluster cluster) {
    return client
        .pods()
        .inNamespace(cluster.getMetadata().getNamespace())
        .withLabels(Blueprint.selector(cluster.getMetadata().getName()))
        .list()
        .getItems();
  }

  private RollStep carryOut(RollStep step, List<Pod> pods) {
    return switch (step) {
      case RollStep.Stay stay -> stay;
      case RollStep.Restart restart ->
          pods.stream()
              .filter(pod -> pod.getMetadata().getName().equals(restart.pod()))
              .flatMap(pod -> refusal(pod).stream())
              .findFirst()
              .<RollStep>map(why -> new RollStep.Stay(RollState.WAITING, why))
              .orElse(restart);
    };
  }

  /** Evicts a pod, and tells what does not let it go. */
  private Optional<String> refusal(Pod pod) {
    String name = pod.getMetadata().getName();
    try {
      if (!evict(pod)) {
        return Optional.of(
            "The PodDisruptionBudget does not let %s be restarted now.".formatted(name));
      }
      metrics.restarted();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (!String.valueOf(e.getMessage()).contains("more than one PodDisruptionBudget")) {
        throw e;
      }
      return Optional.of(
          "More than one PodDisruptionBudget selects %s, and Kubernetes evicts no such pod: the cluster has one of its own, so remove or narrow the others (kubectl get pdb)."
              .formatted(name));
    }
  }

  /** By eviction, not deletion, so that budgets are kept; only this very pod. */
  private boolean evict(Pod pod) {
    return withoutRetries
        .pods()
        .resource(pod)
        .evict(
            new EvictionBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .endMetadata()
                .withDeleteOptions(
                    new DeleteOptionsBuilder()
                        .withNewPreconditions()
                        .withUid(pod.getMetadata().getUid())
                        .endPreconditions()
                        .build())
                .build());
  }
}
