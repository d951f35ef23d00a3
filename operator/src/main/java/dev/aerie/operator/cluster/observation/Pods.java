package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a pod's state means. */
public final class Pods {

  /** A pod is never ready as early as this; both times are of whole seconds. */
  private static final Duration START = Duration.ofSeconds(1);

  private static final Set<String> ENDS = Set.of("Succeeded", "Failed");

  private Pods() {}

  /** Whether the pod answers. */
  public static boolean isReady(Pod pod) {
    return ready(pod).filter(each -> each.getStatus().equals("True")).isPresent();
  }

  /** Whether it has answered since it was made: else its condition is as old as its start. */
  public static boolean hasBeenReady(Pod pod) {
    return isReady(pod)
        || ready(pod)
            .filter(_ -> pod.getStatus().getStartTime() != null)
            .filter(
                each ->
                    Instant.parse(each.getLastTransitionTime())
                        .isAfter(Instant.parse(pod.getStatus().getStartTime()).plus(START)))
            .isPresent();
  }

  private static Optional<PodCondition> ready(Pod pod) {
    return Optional.ofNullable(pod.getStatus()).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(each -> each.getType().equals("Ready"))
        .findFirst();
  }

  /** The node it is on, if it is on any. */
  public static Optional<String> node(Pod pod) {
    return Optional.ofNullable(pod.getSpec()).map(PodSpec::getNodeName);
  }

  /** Those that answer, and have not been asked to end. */
  public static List<Pod> serving(List<Pod> pods) {
    return pods.stream().filter(pod -> isReady(pod) && !isEnding(pod)).toList();
  }

  /** Whether the pod has been asked to end. */
  public static boolean isEnding(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  /** Whether its process runs, be it ready or not. */
  public static boolean isRunning(Pod pod) {
    return pod.getStatus() != null
        && "Running".equals(pod.getStatus().getPhase())
        && pod.getStatus().getContainerStatuses().stream()
            .anyMatch(each -> each.getState() != null && each.getState().getRunning() != null);
  }

  /** Whether all its processes have ended for good. */
  public static boolean hasEnded(Pod pod) {
    return pod.getStatus() != null && ENDS.contains(pod.getStatus().getPhase());
  }
}
