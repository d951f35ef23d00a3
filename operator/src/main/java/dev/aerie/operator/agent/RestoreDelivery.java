package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorRestore;
import dev.aerie.operator.agent.protocol.ClusterDocument;
import dev.aerie.operator.agent.protocol.RestoreReport;
import dev.aerie.operator.agent.protocol.RestoreWish;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Carries restores into clusters to Kubernetes. Safe for concurrent use. */
final class RestoreDelivery {

  private final KubernetesClient client;
  private final Map<String, RestoreReport> reports = new HashMap<>();

  RestoreDelivery(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Makes Kubernetes have what the document lists, and none else that an agent made for the
   * cluster: those have ended, or were given up. A list that is absent means nothing.
   *
   * @throws KubernetesClientException if that could not be done and is worth another try
   */
  synchronized void deliver(ClusterDocument document) {
    document.restores().ifPresent(wishes -> deliver(document, wishes));
  }

  /** Nothing comes back into a cluster that ends. */
  synchronized void end(ClusterDocument document) {
    deliver(document, List.of());
  }

  /** What is to be reported of restores that Kubernetes has not, or does not take. */
  synchronized List<RestoreReport> reports() {
    return List.copyOf(reports.values());
  }

  /** A restore is no more. */
  synchronized void removed(RestoreReport gone) {
    reports.put(gone.key(), gone);
  }

  /** The control plane knows that it is no more. */
  synchronized void forget(RestoreReport gone) {
    reports.remove(gone.key(), gone);
  }

  private void deliver(ClusterDocument document, List<RestoreWish> wishes) {
    String prefix = document.clusterId() + "/";
    reports.keySet().removeIf(key -> key.startsWith(prefix));
    Set<String> wished = wishes.stream().map(RestoreWish::name).collect(Collectors.toSet());
    client
        .resources(VectorRestore.class)
        .inNamespace(RegionObjects.namespaceName(document.projectId()))
        .withLabel(Marks.CLUSTER, document.clusterId())
        .list()
        .getItems()
        .stream()
        .filter(restore -> !wished.contains(restore.getMetadata().getName()))
        .forEach(restore -> client.resource(restore).delete());
    for (RestoreWish wish : wishes) {
      if (!Delivery.isTaken(client, BackupObjects.restore(document, wish))) {
        removed(RestoreReport.refused(document.clusterId(), wish.name()));
      }
    }
  }
}
