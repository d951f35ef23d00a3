package dev.aerie.operator.cluster.observation;

import dev.aerie.operator.cluster.model.Inputs;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What there is of a cluster.
 *
 * @param statefulSet the pods' controller
 * @param service where clients go
 * @param pods the pods that serve, ending ones included
 * @param health what pods say that were asked, by name
 * @param missingSecrets Secrets the cluster names and nobody has made
 * @param lostNodes nodes of pods that do not answer, which do not answer either
 */
public record Observation(
    Optional<StatefulSet> statefulSet,
    Optional<Service> service,
    List<Pod> pods,
    Map<String, PodHealth> health,
    List<String> missingSecrets,
    Set<String> lostNodes) {

  /** Whether Kubernetes makes new pods by what the StatefulSet says now. */
  public boolean isTakenUp() {
    return statefulSet
        .filter(set -> set.getStatus() != null)
        .filter(
            set ->
                set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration()))
        .isPresent();
  }

  /** Whether a pod was made by the same inputs as the StatefulSet would make it now. */
  public boolean isUpdated(Pod pod) {
    return statefulSet
        .map(set -> Inputs.of(set.getSpec().getTemplate().getMetadata()))
        .filter(Inputs.of(pod.getMetadata())::equals)
        .isPresent();
  }

  /** What a pod says; {@link PodHealth#SILENT} if it was not asked. */
  public PodHealth healthOf(Pod pod) {
    return health.getOrDefault(pod.getMetadata().getName(), PodHealth.SILENT);
  }
}
