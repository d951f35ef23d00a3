package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.List;

/** The objects of a running or suspended cluster. */
public final class ClusterModel {

  private ClusterModel() {}

  /** All objects, in the order in which they are needed; the StatefulSet is last. */
  public static List<HasMetadata> objects(Blueprint blueprint) {
    return List.of(
        serviceAccount(blueprint),
        Settings.configMap(blueprint),
        Services.ofPods(blueprint),
        Services.ofClients(blueprint),
        Disruption.budget(blueprint),
        Traffic.policy(blueprint),
        PodSet.statefulSet(blueprint));
  }

  /** Pods have no business with the API server: the account carries no token. */
  static ServiceAccount serviceAccount(Blueprint blueprint) {
    return new ServiceAccountBuilder()
        .withMetadata(blueprint.metadata(blueprint.name()))
        .withAutomountServiceAccountToken(false)
        .build();
  }
}
