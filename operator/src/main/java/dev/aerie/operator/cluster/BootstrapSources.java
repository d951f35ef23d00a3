package dev.aerie.operator.cluster;

import dev.aerie.crds.BackupStorage;
import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorBackupStatus;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.cluster.model.RestoreJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/** Finds where a cluster that begins with something takes that from. Safe for concurrent use. */
final class BootstrapSources {

  private final KubernetesClient client;

  BootstrapSources(KubernetesClient client) {
    this.client = client;
  }

  /**
   * The Job that takes it, or why there can be none yet.
   *
   * @param lacks for people: what is not there and what to do; empty with a Job
   */
  record Source(Optional<RestoreJob> job, String lacks) {

    private static Source of(String uri, String credentialsRef, List<String> what) {
      return new Source(Optional.of(new RestoreJob(uri, credentialsRef, what)), "");
    }

    private static Source lacking(String sentence) {
      return new Source(Optional.empty(), sentence);
    }
  }

  /** The source of a cluster, as far as it is there. */
  Source of(VectorCluster cluster, Bootstrap bootstrap) {
    Source source =
        bootstrap
            .backup()
            .map(backup -> ofBackup(cluster, backup))
            .or(() -> bootstrap.moment().map(moment -> ofMoment(cluster, moment)))
            .or(() -> bootstrap.branch().map(branch -> ofBranch(cluster, branch)))
            .orElseThrow();
    return source
        .job()
        .map(RestoreJob::credentialsRef)
        .filter(secret -> isMissing(cluster, secret))
        .map(
            secret ->
                Source.lacking(
                    "Secret %s, which opens the storage to restore from, does not exist: make it in the cluster's namespace."
                        .formatted(secret)))
        .orElse(source);
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
          "VectorBackup %s is not there or not made yet: the cluster waits for it. If it will not come, but its objects are in a storage, make this cluster anew with bootstrap.fromBackup.storage, which names that."
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
                    "VectorCluster %s is not there: make it, on the storage it had, be it with spec.suspend, or delete this cluster."
                        .formatted(name)));
  }

  /** The absence of the cluster's own Secret is told as such. */
  private boolean isMissing(VectorCluster cluster, String secret) {
    return !secret.isEmpty()
        && !secret.equals(cluster.getSpec().storage().credentialsRef())
        && client.secrets().inNamespace(cluster.getMetadata().getNamespace()).withName(secret).get()
            == null;
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
