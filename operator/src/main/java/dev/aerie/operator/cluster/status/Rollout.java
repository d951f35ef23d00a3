package dev.aerie.operator.cluster.status;

import dev.aerie.operator.cluster.observation.Observation;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Optional;

/**
 * How far the pods are.
 *
 * @param wanted pods there should be
 * @param existing pods there are, ending ones included
 * @param ready pods that answer
 * @param complete whether all pods are ready and what the StatefulSet says now
 */
record Rollout(int wanted, int existing, int ready, boolean complete) {

  static Rollout of(Observation observation) {
    int existing = observation.pods().size();
    return observation
        .statefulSet()
        .map(set -> of(set, existing))
        .orElse(new Rollout(0, existing, 0, false));
  }

  private static Rollout of(StatefulSet set, int existing) {
    StatefulSetStatus status =
        Optional.ofNullable(set.getStatus()).orElseGet(StatefulSetStatus::new);
    int wanted = number(set.getSpec().getReplicas());
    int ready = number(status.getReadyReplicas());
    boolean observed = set.getMetadata().getGeneration().equals(status.getObservedGeneration());
    boolean updated =
        wanted == 0
            || (number(status.getUpdatedReplicas()) == wanted
                && status.getUpdateRevision() != null
                && status.getUpdateRevision().equals(status.getCurrentRevision()));
    boolean complete = observed && updated && ready == wanted && existing == wanted;
    return new Rollout(wanted, existing, ready, complete);
  }

  private static int number(Integer value) {
    return value == null ? 0 : value;
  }
}
