package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/** How many pods maintenance of the nodes may take away at once. */
final class Disruption {

  private Disruption() {}

  /** One; a cluster of a single pod can be drained too, its data is in the object store. */
  static PodDisruptionBudget budget(Blueprint blueprint) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(blueprint.metadata(blueprint.name()))
        .withNewSpec()
        .withNewMaxUnavailable(1)
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(blueprint.selector())
        .endSelector()
        .endSpec()
        .build();
  }
}
