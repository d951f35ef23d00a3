package dev.aerie.operator.cluster;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.apply.ApplyRefusedException;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.PurgeJob;
import dev.aerie.operator.cluster.observation.ClusterClasses;
import dev.aerie.operator.cluster.observation.ClusterSources;
import dev.aerie.operator.cluster.observation.JobState;
import dev.aerie.operator.cluster.observation.Ownership;
import dev.aerie.operator.cluster.status.Problem;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** The end of a cluster: pods first, then by its policy the data; Kubernetes collects the rest. */
final class Cleanup {

  private final KubernetesClient client;
  private final ClusterSources sources;
  private final ServerSideApply apply;
  private final Delegation delegation;

  Cleanup(
      KubernetesClient client,
      ClusterSources sources,
      ServerSideApply apply,
      Delegation delegation) {
    this.client = client;
    this.sources = sources;
    this.apply = apply;
    this.delegation = delegation;
  }

  /** Does what can be done now. */
  Progress advance(VectorCluster cluster) {
    boolean runs =
        switch (cluster.getSpec().engine()) {
          case AERIE -> stopPods(cluster);
          case MILVUS -> delegation.stop(cluster);
        };
    if (runs) {
      return Progress.UNDER_WAY;
    }
    return switch (cluster.getSpec().deletionPolicy()) {
      case RETAIN -> Progress.DONE;
      case DELETE -> purge(cluster);
    };
  }

  /** True while pods run; asks the API server, as a cache may not know of a pod yet. */
  private boolean stopPods(VectorCluster cluster) {
    String namespace = cluster.getMetadata().getNamespace();
    String name = cluster.getMetadata().getName();
    var set = client.apps().statefulSets().inNamespace(namespace).withName(name);
    if (set.get() != null) {
      set.delete();
      return true;
    }
    return !client
        .pods()
        .inNamespace(namespace)
        .withLabels(Blueprint.selector(name))
        .list()
        .getItems()
        .isEmpty();
  }

  private Progress purge(VectorCluster cluster) {
    Optional<Job> wanted =
        ClusterClasses.of(cluster, sources.classes())
            .map(classSpec -> new Blueprint(cluster, classSpec, Optional.empty()))
            .map(PurgeJob::of);
    if (wanted.isEmpty()) {
      return Progress.heldBy(Problem.unknownClass(cluster.getSpec().classRef()));
    }
    try {
      return progress(current(wanted.get()), cluster);
    } catch (ApplyRefusedException e) {
      return Progress.heldBy(Problem.refused(e.getMessage()));
    }
  }

  /** A Job that runs is left alone: its pod template cannot change. */
  private Job current(Job wanted) {
    Optional<Job> found =
        sources.find(
            Job.class, wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
    return found.orElseGet(() -> apply.apply(wanted, Optional.empty()));
  }

  /** The Job of an earlier cluster of the same name goes by itself. */
  private static Progress progress(Job job, VectorCluster cluster) {
    if (!Ownership.isOf(job, cluster)) {
      return Progress.UNDER_WAY;
    }
    return switch (JobState.of(job)) {
      case COMPLETE -> Progress.DONE;
      case FAILED -> Progress.heldBy(Problem.purgeFailed(job.getMetadata().getName()));
      case RUNNING -> Progress.UNDER_WAY;
    };
  }
}
