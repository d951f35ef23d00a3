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

  /**
   * @param version resource version of the write
   * @param status what was written
   * @param edited the cluster as the write found it, if its spec had changed meanwhile and the
   *     informer may not have seen that
   */
  private record Written(
      long version, VectorClusterStatus status, Optional<VectorCluster> edited) {}

  /**
   * @param client writes in the operator's name
   */
  public StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /** The newest state known of a cluster: what a write met that its informer has yet to see. */
  public VectorCluster newest(VectorCluster cluster) {
    return newer(cluster).flatMap(Written::edited).map(StatusWriter::copy).orElse(cluster);
  }

  /** The newest status known of a cluster. */
  public VectorClusterStatus last(VectorCluster cluster) {
    return newer(cluster)
        .map(Written::status)
        .or(() -> Optional.ofNullable(cluster.getStatus()))
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
    boolean edited =
        !now.getMetadata().getGeneration().equals(cluster.getMetadata().getGeneration());
    boolean unseen = edited || wasEdited(cluster);
    written.put(
        now.getMetadata().getUid(),
        new Written(version(now), now.getStatus(), unseen ? Optional.of(now) : Optional.empty()));
    return edited;
  }

  /** Forgets a cluster that is no more. */
  public void forget(VectorCluster cluster) {
    written.remove(cluster.getMetadata().getUid());
  }

  private boolean wasEdited(VectorCluster cluster) {
    return Optional.ofNullable(written.get(cluster.getMetadata().getUid()))
        .filter(mine -> mine.version() >= version(cluster))
        .flatMap(Written::edited)
        .isPresent();
  }

  private Optional<Written> newer(VectorCluster cluster) {
    return Optional.ofNullable(written.get(cluster.getMetadata().getUid()))
        .filter(mine -> mine.version() > version(cluster));
  }

  /** A pass puts a status of its own into it. */
  private static VectorCluster copy(VectorCluster cluster) {
    VectorCluster copy = new VectorCluster();
    copy.setMetadata(cluster.getMetadata());
    copy.setSpec(cluster.getSpec());
    copy.setStatus(cluster.getStatus());
    return copy;
  }

  private static long version(VectorCluster cluster) {
    return Long.parseLong(cluster.getMetadata().getResourceVersion());
  }
}
