package dev.aerie.operator.cluster.status;

import dev.aerie.operator.cluster.observation.Observation;
import dev.aerie.operator.cluster.observation.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;

/**
 * How far the pods are.
 *
 * @param wanted pods there should be
 * @param existing pods there are, ending ones included
 * @param ready pods that answer
 * @param complete whether all pods are ready and have the newest spec
 */
public record Rollout(int wanted, int existing, int ready, boolean complete) {

  /** Nothing serves. */
  public static final Rollout NONE = new Rollout(0, 0, 0, false);

  static Rollout of(Observation observation) {
    return observation
        .statefulSet()
        .map(set -> of(set, observation))
        .orElse(new Rollout(0, observation.pods().size(), 0, false));
  }

  private static Rollout of(StatefulSet set, Observation observation) {
    int wanted = set.getSpec().getReplicas();
    int existing = observation.pods().size();
    int ready = (int) observation.pods().stream().filter(Rollout::serves).count();
    boolean updated = observation.pods().stream().allMatch(observation::isUpdated);
    boolean complete = observation.isTakenUp() && updated && ready == wanted && existing == wanted;
    return new Rollout(wanted, existing, ready, complete);
  }

  private static boolean serves(Pod pod) {
    return Pods.isReady(pod) && !Pods.isEnding(pod);
  }
}
