package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.crds.VectorCluster;
import java.util.Optional;

/**
 * By what a cluster opens its storage. Immutable.
 *
 * @param secret name of the Secret beside the cluster that has the keys; empty for pods' identity
 * @param version another when the keys are others; empty while the Secret is not there
 */
record StorageKeys(String secret, String version) {

  static final StorageKeys NONE = new StorageKeys("", "");

  /** What a cluster has been told. */
  static StorageKeys of(VectorCluster cluster) {
    return new StorageKeys(
        cluster.getSpec().storage().credentialsRef(),
        Optional.ofNullable(cluster.getMetadata().getAnnotations())
            .map(annotations -> annotations.get(Marks.STORAGE_CREDENTIALS))
            .orElse(""));
  }
}
