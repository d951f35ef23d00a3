package dev.aerie.operator.cluster;

import dev.aerie.crds.BackupStorage;
import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupStatus;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.Names;
import dev.aerie.operator.cluster.model.RestoreJob;
import dev.aerie.operator.cluster.observation.ClusterSources;
import dev.aerie.operator.cluster.observation.JobOutput;
import dev.aerie.operator.cluster.observation.JobState;
import dev.aerie.operator.cluster.observation.Observation;
import dev.aerie.operator.cluster.observation.Ownership;
import dev.aerie.operator.cluster.status.Problem;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/** The first phase of a cluster that begins with something: its storage is filled by a Job. */
final class Bootstrapper {

  private final KubernetesClient client;
  private final ClusterSources sources;
  private final ServerSideApply apply;
  private final JobOutput output;

  Bootstrapper(KubernetesClient client, ClusterSources sources, ServerSideApply apply) {
    this.client = client;
    this.sources = sources;
    this.apply = apply;
    this.output = new JobOutput(client);
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
    Source source = source(blueprint.cluster(), bootstrap);
    if (source.job().isEmpty()) {
      return Progress.heldBy(Problem.sourceMissing(source.lacks()));
    }
    apply.apply(source.job().get().of(blueprint, bootstrap.collections()), Optional.empty());
    return Progress.UNDER_WAY;
  }

  private Progress progress(Job job) {
    return switch (JobState.of(job)) {
      case COMPLETE -> Progress.DONE;
      case RUNNING -> Progress.UNDER_WAY;
      case FAILED ->
          Progress.heldBy(Problem.restoreFailed(job.getMetadata().getName(), output.lastLine(job)));
    };
  }

  /** What the Job is made of, or what it lacks. */
  private record Source(Optional<RestoreJob> job, String lacks) {

    static Source of(String uri, String credentialsRef, List<String> what) {
      return new Source(Optional.of(new RestoreJob(uri, credentialsRef, what)), "");
    }

    static Source lacking(String sentence) {
      return new Source(Optional.empty(), sentence);
    }
  }

  private Source source(VectorCluster cluster, Bootstrap bootstrap) {
    return bootstrap
        .backup()
        .map(backup -> ofBackup(cluster, backup))
        .or(() -> bootstrap.moment().map(moment -> ofMoment(cluster, moment)))
        .or(() -> bootstrap.branch().map(branch -> ofBranch(cluster, branch)))
        .orElseThrow();
  }

  private Source ofBackup(VectorCluster cluster, Bootstrap.FromBackup from) {
    List<String> what = List.of("--backup", from.name());
    if (from.storage() != null) {
      return Source.of(from.storage().uri(), from.storage().credentialsRef(), what);
    }
    VectorBackup backup =
        client
            .resources(VectorBackup.class)
            .inNamespace(cluster.getMetadata().getNamespace())
            .withName(from.name())
            .get();
    String location =
        Optional.ofNullable(backup)
            .map(VectorBackup::lastStatus)
            .map(VectorBackupStatus::location)
            .orElse("");
    if (location.isEmpty()) {
      return Source.lacking(
          "VectorBackup %s is not there or not made yet: the cluster waits for it."
              .formatted(from.name()));
    }
    Optional<VectorCluster> origin = other(cluster, backup.getSpec().clusterRef());
    if (origin.filter(other -> isEncryptedOtherwise(other, cluster)).isPresent()) {
      return Source.lacking(otherKeys(backup.getSpec().clusterRef()));
    }
    String secret =
        backup
            .getSpec()
            .copy()
            .map(BackupStorage::credentialsRef)
            .filter(name -> !name.isEmpty())
            .or(() -> origin.map(other -> other.getSpec().storage().credentialsRef()))
            .orElse("");
    return Source.of(location, secret, what);
  }

  private Source ofMoment(VectorCluster cluster, Bootstrap.PointInTime moment) {
    return ofCluster(cluster, moment.clusterRef(), List.of("--at", moment.at()));
  }

  private Source ofBranch(VectorCluster cluster, Bootstrap.BranchOf branch) {
    String moment = branch.at().isEmpty() ? "now" : branch.at();
    return ofCluster(cluster, branch.clusterRef(), List.of("--at", moment, "--branch"));
  }

  private Source ofCluster(VectorCluster cluster, String name, List<String> what) {
    return other(cluster, name)
        .map(
            other ->
                isEncryptedOtherwise(other, cluster)
                    ? Source.lacking(otherKeys(name))
                    : Source.of(
                        other.getSpec().storage().uri(),
                        other.getSpec().storage().credentialsRef(),
                        what))
        .orElseGet(
            () ->
                Source.lacking(
                    "VectorCluster %s is not there: make it, or delete this cluster."
                        .formatted(name)));
  }

  /** The Job reads the one storage and writes the other under one key service. */
  private static boolean isEncryptedOtherwise(VectorCluster one, VectorCluster other) {
    return !one.getSpec().storage().encrypted().equals(other.getSpec().storage().encrypted());
  }

  private static String otherKeys(String name) {
    return "VectorCluster %s has another spec.storage.encryption than this cluster, which could not read its objects: delete this one and make it anew with the same."
        .formatted(name);
  }

  private Optional<VectorCluster> other(VectorCluster cluster, String name) {
    return Optional.ofNullable(
        client
            .resources(VectorCluster.class)
            .inNamespace(cluster.getMetadata().getNamespace())
            .withName(name)
            .get());
  }
}
