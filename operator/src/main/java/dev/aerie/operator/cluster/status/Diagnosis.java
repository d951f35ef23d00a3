package dev.aerie.operator.cluster.status;

import dev.aerie.operator.cluster.observation.Observation;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads from pods and Secrets why a cluster does not come up. Immutable. */
final class Diagnosis {

  /** Volumes and nodes need a moment before a pod that waits for them is a problem. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Map<String, String> REASONS =
      Map.of(
          "ErrImagePull", "ImagePullFailed",
          "ImagePullBackOff", "ImagePullFailed",
          "InvalidImageName", "ImagePullFailed",
          "CreateContainerConfigError", "ContainerConfigInvalid",
          "CreateContainerError", "ContainerConfigInvalid",
          "RunContainerError", "ContainerConfigInvalid",
          "CrashLoopBackOff", "CrashLoop");

  private final Clock clock;

  Diagnosis(Clock clock) {
    this.clock = clock;
  }

  /** The first problem found, if there is any. */
  Optional<Problem> of(Observation observation) {
    return Stream.concat(
            observation.missingSecrets().stream().map(Problem::missingSecret),
            observation.pods().stream().flatMap(pod -> ofPod(pod).stream()))
        .findFirst();
  }

  private Optional<Problem> ofPod(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return waiting(pod).or(() -> unschedulable(pod));
  }

  private static Optional<Problem> waiting(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .flatMap(status -> Optional.ofNullable(status.getState().getWaiting()).stream())
        .filter(waiting -> REASONS.containsKey(String.valueOf(waiting.getReason())))
        .findFirst()
        .map(waiting -> problem(pod, waiting));
  }

  private static Problem problem(Pod pod, ContainerStateWaiting waiting) {
    return new Problem(
        REASONS.get(waiting.getReason()),
        "Pod %s: %s %s"
            .formatted(
                pod.getMetadata().getName(),
                waiting.getReason(),
                Optional.ofNullable(waiting.getMessage()).orElse("")));
  }

  private Optional<Problem> unschedulable(Pod pod) {
    List<PodCondition> conditions = pod.getStatus().getConditions();
    return conditions.stream()
        .filter(condition -> condition.getType().equals("PodScheduled"))
        .filter(condition -> "Unschedulable".equals(condition.getReason()))
        .filter(this::forLong)
        .findFirst()
        .map(
            condition ->
                new Problem(
                    "Unschedulable",
                    "Pod %s finds no node: %s"
                        .formatted(pod.getMetadata().getName(), condition.getMessage())));
  }

  private boolean forLong(PodCondition condition) {
    return Instant.parse(condition.getLastTransitionTime())
        .isBefore(clock.instant().minus(PATIENCE));
  }
}
