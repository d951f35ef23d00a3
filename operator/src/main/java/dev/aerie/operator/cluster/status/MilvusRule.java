package dev.aerie.operator.cluster.status;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.observation.MilvusState;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;

/** What the words of the Milvus Operator mean in ours. */
public final class MilvusRule {

  private MilvusRule() {}

  /** What serves of a cluster; its query nodes are what its replicas are. */
  public static Serving serving(
      VectorCluster cluster, Optional<Service> service, MilvusState state) {
    boolean suspended = cluster.getSpec().suspend();
    return new Serving(
        service,
        new Rollout(
            suspended ? 0 : cluster.getSpec().compute().replicas(),
            state.queryNodes(),
            state.readyQueryNodes(),
            suspended ? state.isStopped() : state.isHealthy()),
        state.version());
  }

  /** What stands in the way of a cluster that is not meant to sleep. */
  public static Optional<Problem> problem(VectorCluster cluster, MilvusState state) {
    if (cluster.isMarkedForDeletion() || cluster.getSpec().suspend()) {
      return Optional.empty();
    }
    Optional<Problem> storage =
        state
            .storageError()
            .map(
                error ->
                    new Problem(
                        "StorageUnreachable",
                        "The Milvus Operator can't use the object store: %s. Check spec.storage.uri"
                                .formatted(error)
                            + " and the credentials in spec.storage.credentialsRef."));
    return storage.or(() -> state.isUnhealthy() ? Optional.of(unhealthy(state)) : Optional.empty());
  }

  private static Problem unhealthy(MilvusState state) {
    return new Problem(
        "MilvusUnhealthy",
        "Milvus is not healthy: %s. See kubectl describe milvus and the logs of its pods."
            .formatted(state.error().orElse("the Milvus Operator does not say why")));
  }
}
