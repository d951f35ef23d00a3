package dev.aerie.operator.cluster.status;

import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The only writer of statuses. It remembers what it wrote, as an informer may not have seen it when
 * the next pass begins. Safe for concurrent use.
 */
public final class StatusWriter {

  private final KubernetesClient client;
  private final Map<String, Written> written = new ConcurrentHashMap<>();

  private record Written(long version, VectorClusterStatus status) {}

  /**
   * @param client writes in the operator's name
   */
  public StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /** The newest status known of a cluster. */
  public VectorClusterStatus last(VectorCluster cluster) {
    Written mine = written.get(cluster.getMetadata().getUid());
    boolean newer = mine != null && mine.version() > version(cluster);
    return Optional.ofNullable(newer ? mine.status() : cluster.getStatus())
        .orElse(VectorClusterStatus.UNKNOWN);
  }

  /**
   * Writes a status if it says something new.
   *
   * @param before the newest status known
   * @param status what is to be said
   * @return whether the spec has changed since the status was made, so that the cluster must be
   *     looked at again
   */
  public boolean write(
      VectorCluster cluster, VectorClusterStatus before, VectorClusterStatus status) {
    if (status.equals(before)) {
      return false;
    }
    VectorCluster patch = StatusPatch.of(cluster, new VectorCluster());
    patch.setStatus(status);
    VectorCluster now = client.resource(patch).subresource("status").patch(ServerSideApply.CONTEXT);
    written.put(now.getMetadata().getUid(), new Written(version(now), now.getStatus()));
    return !now.getMetadata().getGeneration().equals(cluster.getMetadata().getGeneration());
  }

  /** Forgets a cluster that is no more. */
  public void forget(VectorCluster cluster) {
    written.remove(cluster.getMetadata().getUid());
  }

  private static long version(VectorCluster cluster) {
    return Long.parseLong(cluster.getMetadata().getResourceVersion());
  }
}
