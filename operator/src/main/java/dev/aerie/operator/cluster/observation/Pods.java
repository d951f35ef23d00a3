package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Optional;

/** What a pod's state means. */
public final class Pods {

  private Pods() {}

  /** Whether the pod answers. */
  public static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(each -> each.getType().equals("Ready") && each.getStatus().equals("True"));
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
}
