package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.crds.Bootstrap;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Encryption;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys of objects by reference; what they do to objects is tested with the data plane. */
class EncryptionTest {

  private static final Encryption KEYS = Encryption.byKeyset("encryption-keys");

  private static KubernetesClient client;
  private static LiveClusters clusters;

  @BeforeAll
  static void start() {
    client = TestKubernetes.shared().admin();
    clusters = new LiveClusters(TestKubernetes.shared());
  }

  @Test
  void waitsForItsKeysAndIsBranchedUnderTheSameOnly() {
    clusters.create(cluster("sealed", KEYS, null));
    assertThat(clusters.awaitProblem("sealed", "SecretMissing")).contains("encryption-keys");
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("encryption-keys")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withStringData(Map.of("keyset.json", "{}"))
                .build())
        .create();
    clusters.awaitPhase("sealed", Phase.READY);
    assertThatThrownBy(() -> clusters.edit("sealed", "{'storage': {'encryption': null}}"))
        .hasMessageContaining("storage.encryption cannot be added or removed");
    assertThatThrownBy(
            () ->
                clusters.edit(
                    "sealed",
                    "{'storage': {'encryption': {'keysetRef': null, 'aws': {'key': 'k'}}}}"))
        .hasMessageContaining("cannot move to another kind of key service");

    Bootstrap branch = new Bootstrap(null, null, new Bootstrap.BranchOf("sealed", ""), List.of());
    clusters.create(cluster("opened", null, branch));
    assertThat(clusters.awaitProblem("opened", "BootstrapSourceMissing"))
        .contains("sealed has another spec.storage.encryption", "make it anew with the same");
    clusters.create(cluster("sealed-too", KEYS, branch));
    clusters.awaitPhase("sealed-too", Phase.READY);

    List.of("opened", "sealed-too", "sealed").forEach(clusters::delete);
    client.secrets().inNamespace(NAMESPACE).withName("encryption-keys").delete();
  }

  private static VectorCluster cluster(String name, Encryption encryption, Bootstrap bootstrap) {
    VectorCluster cluster =
        Clusters.cluster(name, new Compute(1, 1), clusters.data(name).toUri().toString());
    cluster.setSpec(
        Clusters.encrypted(Clusters.bootstrapped(cluster.getSpec(), bootstrap), encryption));
    return cluster;
  }
}
