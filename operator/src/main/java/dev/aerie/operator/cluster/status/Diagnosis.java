package dev.aerie.operator.cluster.status;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.observation.Observation;
import dev.aerie.operator.cluster.observation.Pods;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads from pods and Secrets why a cluster does not come up. Immutable. */
public final class Diagnosis {

  /** Nodes need a moment before a pod that waits for one is a problem. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Volumes and large images need longer. */
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(5);

  private static final Map<String, Function<String, Problem>> WAITING =
      Map.of(
          "ErrImagePull", PodProblems::image,
          "ImagePullBackOff", PodProblems::image,
          "InvalidImageName", PodProblems::image,
          "CreateContainerConfigError", PodProblems::containerConfig,
          "CreateContainerError", PodProblems::containerConfig,
          "RunContainerError", PodProblems::containerConfig);

  private final Clock clock;

  /**
   * @param clock tells how long a pod has waited
   */
  public Diagnosis(Clock clock) {
    this.clock = clock;
  }

  /** The first problem found, causes before what follows from them. */
  Optional<Problem> of(VectorCluster cluster, Observation observation) {
    List<Pod> pods = observation.pods().stream().filter(pod -> !Pods.isEnding(pod)).toList();
    return Stream.of(
            observation.missingSecrets().stream().map(name -> Problem.missingSecret(cluster, name)),
            observation.pods().stream().flatMap(pod -> lostNode(observation, pod).stream()),
            pods.stream().flatMap(pod -> storage(observation, pod).stream()),
            pods.stream().flatMap(pod -> ofPod(pod).stream()))
        .flatMap(Function.identity())
        .findFirst();
  }

  /** Of a pod that was asked to end too: without its node nobody can tell that it has. */
  private static Optional<Problem> lostNode(Observation observation, Pod pod) {
    return Pods.node(pod)
        .filter(node -> !Pods.isReady(pod) && observation.lostNodes().contains(node))
        .map(node -> PodProblems.lostNode(pod.getMetadata().getName(), node));
  }

  private static Optional<Problem> storage(Observation observation, Pod pod) {
    return observation
        .healthOf(pod)
        .storageError()
        .map(error -> PodProblems.storage(pod.getMetadata().getName() + ": " + error));
  }

  /** What keeps a pod from becoming ready, as far as Kubernetes knows. */
  public Optional<Problem> ofPod(Pod pod) {
    if (pod.getStatus() == null || Pods.isReady(pod)) {
      return Optional.empty();
    }
    return containers(pod).or(() -> unschedulable(pod)).or(() -> stuck(pod));
  }

  private static Optional<Problem> containers(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .flatMap(status -> container(pod.getMetadata().getName(), status).stream())
        .findFirst();
  }

  private static Optional<Problem> container(String pod, ContainerStatus status) {
    return waiting(pod, status).or(() -> crashing(pod, status));
  }

  private static Optional<Problem> waiting(String pod, ContainerStatus status) {
    return Optional.ofNullable(status.getState().getWaiting())
        .filter(waiting -> WAITING.containsKey(String.valueOf(waiting.getReason())))
        .map(waiting -> WAITING.get(waiting.getReason()).apply(pod + ": " + said(waiting)));
  }

  /** Also while it runs between two ends: until it is ready, nothing has changed. */
  private static Optional<Problem> crashing(String pod, ContainerStatus status) {
    Optional<ContainerStateTerminated> end =
        Optional.ofNullable(status.getState().getTerminated())
            .or(() -> Optional.ofNullable(status.getLastState()).map(last -> last.getTerminated()))
            .filter(terminated -> terminated.getExitCode() != 0);
    return end.filter(terminated -> status.getRestartCount() > 0)
        .map(
            terminated ->
                PodProblems.crash(
                    "%s ends with exit code %d. %s"
                        .formatted(
                            pod,
                            terminated.getExitCode(),
                            Optional.ofNullable(terminated.getMessage()).orElse(""))));
  }

  private static String said(ContainerStateWaiting waiting) {
    return "%s %s"
        .formatted(waiting.getReason(), Optional.ofNullable(waiting.getMessage()).orElse(""));
  }

  private Optional<Problem> unschedulable(Pod pod) {
    List<PodCondition> conditions = pod.getStatus().getConditions();
    return conditions.stream()
        .filter(condition -> condition.getType().equals("PodScheduled"))
        .filter(condition -> "Unschedulable".equals(condition.getReason()))
        .filter(condition -> since(condition.getLastTransitionTime(), PATIENCE))
        .findFirst()
        .map(
            condition ->
                condition.getMessage().contains("persistentvolumeclaim")
                    ? PodProblems.lostVolume(pod.getMetadata().getName(), condition.getMessage())
                    : PodProblems.unschedulable(
                        pod.getMetadata().getName() + ": " + condition.getMessage()));
  }

  private Optional<Problem> stuck(Pod pod) {
    return "Pending".equals(pod.getStatus().getPhase())
            && since(pod.getMetadata().getCreationTimestamp(), LONG_PATIENCE)
        ? Optional.of(PodProblems.stuck(pod.getMetadata().getName()))
        : Optional.empty();
  }

  private boolean since(String instant, Duration atLeast) {
    return Instant.parse(instant).isBefore(clock.instant().minus(atLeast));
  }
}
