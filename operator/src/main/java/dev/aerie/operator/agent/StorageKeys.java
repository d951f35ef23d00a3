package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * By what a cluster opens its storage. Immutable.
 *
 * @param secret name of the Secret beside the cluster that has the keys; empty for pods' identity
 * @param version another when the keys are others; empty while the Secret is not there
 */
record StorageKeys(String secret, String version) {

  static final StorageKeys NONE = new StorageKeys("", "");

  private static final int VERSION_BYTES = 12;

  /** What a cluster has been told. */
  static StorageKeys of(VectorCluster cluster) {
    return new StorageKeys(
        cluster.getSpec().storage().credentialsRef(), version(cluster).orElse(""));
  }

  /** What a cluster is told of its copy. */
  static StorageKeys of(Secret copy) {
    return new StorageKeys(copy.getMetadata().getName(), version(copy).orElse(""));
  }

  /**
   * The version that a copy is to have with these entries: its own for as long as it has them,
   * whatever else people do with it, as pods start anew for another. By chance, not by digest,
   * which would tell something of the keys.
   */
  static String version(Optional<Secret> copy, Map<String, String> encodedEntries) {
    return copy.filter(secret -> secret.getData() != null)
        .filter(secret -> secret.getData().entrySet().containsAll(encodedEntries.entrySet()))
        .flatMap(StorageKeys::version)
        .orElseGet(() -> RandomText.ofBytes(VERSION_BYTES));
  }

  private static Optional<String> version(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(Marks.STORAGE_CREDENTIALS));
  }
}
