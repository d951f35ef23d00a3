package dev.aerie.operator.cluster;

import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.apply.ApplyRefusedException;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.event.ClusterEvents;
import dev.aerie.operator.cluster.event.Notice;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.PurgeJob;
import dev.aerie.operator.cluster.model.RestoreJob;
import dev.aerie.operator.cluster.observation.ClusterClasses;
import dev.aerie.operator.cluster.observation.ClusterSources;
import dev.aerie.operator.cluster.observation.JobState;
import dev.aerie.operator.cluster.observation.Ownership;
import dev.aerie.operator.cluster.status.Problem;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The end of a cluster: pods first, then by its policy the data; Kubernetes collects the rest. */
final class Cleanup {

  /** How long after a Job that has failed another is tried. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final Clock clock;
  private final KubernetesClient client;
  private final ClusterSources sources;
  private final ServerSideApply apply;
  private final Delegation delegation;
  private final ClusterEvents events;
  private final Filling filling;

  Cleanup(
      Clock clock,
      KubernetesClient client,
      ClusterSources sources,
      ServerSideApply apply,
      Delegation delegation,
      ClusterEvents events) {
    this.clock = clock;
    this.client = client;
    this.sources = sources;
    this.apply = apply;
    this.delegation = delegation;
    this.events = events;
    this.filling = new Filling(client);
  }

  /** Does what can be done now. */
  Progress advance(VectorCluster cluster) {
    boolean runs =
        switch (cluster.getSpec().engine()) {
          case AERIE -> stopPods(cluster);
          case MILVUS -> delegation.stop(cluster);
        };
    Optional<Job> unfinished = runs ? Optional.empty() : filling.unfinished(cluster);
    if (runs || unfinished.filter(job -> !filling.hasStopped(job)).isPresent()) {
      return Progress.UNDER_WAY;
    }
    List<EnvVar> keys = unfinished.map(RestoreJob::sourceKeys).orElse(List.of());
    return switch (cluster.getSpec().deletionPolicy()) {
      case RETAIN ->
          unfinished.isPresent()
              ? purgeIfPossible(cluster, blueprint -> PurgeJob.ofUnfilled(blueprint, keys))
              : Progress.DONE;
      case DELETE -> purge(cluster, blueprint -> PurgeJob.of(blueprint, keys));
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

  /** Whose data is to be kept goes also when nothing can be removed. */
  private Progress purgeIfPossible(VectorCluster cluster, Function<Blueprint, Job> job) {
    Progress progress = purge(cluster, job);
    if (progress.problem().isEmpty()) {
      return progress;
    }
    events.tell(
        cluster,
        Notice.warning(
            "ObjectsLeft",
            "Its storage was filled in part and is left so (%s), and its source keeps what that needs: make the cluster again, on this storage, and delete it again."
                .formatted(progress.problem().get().reason())));
    return Progress.DONE;
  }

  private Progress purge(VectorCluster cluster, Function<Blueprint, Job> job) {
    Optional<Job> wanted =
        ClusterClasses.of(cluster, sources.classes())
            .map(classSpec -> new Blueprint(cluster, classSpec, Optional.empty()))
            .map(job);
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
  private Progress progress(Job job, VectorCluster cluster) {
    if (!Ownership.isOf(job, cluster)) {
      return Progress.UNDER_WAY;
    }
    return switch (JobState.of(job)) {
      case COMPLETE -> Progress.DONE;
      case FAILED -> failed(job);
      case RUNNING -> Progress.UNDER_WAY;
    };
  }

  /** What hindered it may be over. */
  private Progress failed(Job job) {
    if (!clock.instant().isBefore(JobState.failedAt(job).plus(PAUSE))) {
      client.resource(job).delete();
      return Progress.UNDER_WAY;
    }
    return Progress.heldBy(Problem.purgeFailed(job.getMetadata().getName(), PAUSE.toMinutes()));
  }
}
