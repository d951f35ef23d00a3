package dev.aerie.operator.cluster.status;

import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The only writer of statuses. Safe for concurrent use. */
public final class StatusWriter {

  private final KubernetesClient client;

  /**
   * @param client writes in the operator's name
   */
  public StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Writes a status if it says something new.
   *
   * @return whether the spec has changed since the status was made, so that the cluster must be
   *     looked at again
   */
  public boolean write(VectorCluster cluster, VectorClusterStatus status) {
    if (status.equals(cluster.getStatus())) {
      return false;
    }
    VectorCluster patch = new VectorCluster();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(cluster.getMetadata().getName())
            .withNamespace(cluster.getMetadata().getNamespace())
            .build());
    patch.setStatus(status);
    VectorCluster written =
        client.resource(patch).subresource("status").patch(ServerSideApply.CONTEXT);
    return !written.getMetadata().getGeneration().equals(cluster.getMetadata().getGeneration());
  }
}
