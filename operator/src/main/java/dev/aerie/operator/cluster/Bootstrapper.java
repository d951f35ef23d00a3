package dev.aerie.operator.cluster;

import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.Names;
import dev.aerie.operator.cluster.observation.ClusterSources;
import dev.aerie.operator.cluster.observation.JobOutput;
import dev.aerie.operator.cluster.observation.JobState;
import dev.aerie.operator.cluster.observation.Observation;
import dev.aerie.operator.cluster.observation.Ownership;
import dev.aerie.operator.cluster.status.Problem;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** The first phase of a cluster that begins with something: its storage is filled by a Job. */
final class Bootstrapper {

  private final ClusterSources sources;
  private final ServerSideApply apply;
  private final JobOutput output;
  private final BootstrapSources origins;
  private final OriginLook look;

  Bootstrapper(KubernetesClient client, ClusterSources sources, ServerSideApply apply) {
    this.sources = sources;
    this.apply = apply;
    this.output = new JobOutput(client);
    this.origins = new BootstrapSources(client);
    this.look = new OriginLook(sources, apply, output);
  }

  /**
   * Whether a cluster must be filled before its pods start. One that had pods was, whatever became
   * of its Job, its source and its StatefulSet since.
   */
  static boolean isDue(VectorCluster cluster, VectorClusterStatus before, Observation seen) {
    return cluster.getSpec().origin().isPresent()
        && seen.statefulSet().isEmpty()
        && before.version().isEmpty();
  }

  /** Whether nobody was told yet that a cluster is filled whose pods start now. */
  static boolean isNews(VectorClusterStatus before) {
    return before.roll().equals(Roll.RESTORING) || before.roll().state() == RollState.PAUSED;
  }

  /**
   * Does what can be done now; only to be called while it is due. The Job of an earlier cluster of
   * the same name goes by itself.
   */
  Progress advance(Blueprint blueprint) {
    Bootstrap bootstrap = blueprint.spec().origin().orElseThrow();
    Optional<Job> found =
        sources.find(
            Job.class,
            blueprint.cluster().getMetadata().getNamespace(),
            Names.restore(blueprint.name()));
    if (found.isPresent()) {
      return Ownership.isOf(found.get(), blueprint.cluster())
          ? progress(found.get())
          : Progress.UNDER_WAY;
    }
    BootstrapSources.Source source = origins.of(blueprint.cluster(), bootstrap);
    if (source.job().isEmpty()) {
      return withoutSource(blueprint, source.lacks());
    }
    apply.apply(source.job().get().of(blueprint, bootstrap.collections()), Optional.empty());
    return Progress.UNDER_WAY;
  }

  /** What was filled once needs its source no more. */
  private Progress withoutSource(Blueprint blueprint, String lacks) {
    return switch (look.at(blueprint)) {
      case FILLED -> Progress.DONE;
      case NOT_FILLED -> Progress.heldBy(Problem.sourceMissing(lacks));
      case FAILED ->
          Progress.heldBy(
              Problem.sourceMissing(
                  "%s Whether its storage is filled already could not be seen: see the logs of Job %s, then delete it to look again."
                      .formatted(lacks, Names.origin(blueprint.name()))));
    };
  }

  private Progress progress(Job job) {
    return switch (JobState.of(job)) {
      case COMPLETE -> Progress.DONE;
      case RUNNING -> Progress.UNDER_WAY;
      case FAILED ->
          Progress.heldBy(Problem.restoreFailed(job.getMetadata().getName(), output.lastLine(job)));
    };
  }
}
