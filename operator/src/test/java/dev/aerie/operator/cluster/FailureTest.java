package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.crds.Access;
import dev.aerie.crds.Exposure;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can go wrong with a cluster: it is said, it is told, and it ends when the cause goes. */
class FailureTest {

  private static TestKubernetes kubernetes;
  private static KubernetesClient client;
  private static LiveClusters clusters;
  private static FailingClusters failing;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    client = kubernetes.admin();
    clusters = new LiveClusters(kubernetes);
    failing = new FailingClusters(clusters);
  }

  @Test
  void classIsMissing() {
    clusters.create(failing.classed("classless", "later"));

    assertThat(clusters.awaitProblem("classless", "UnknownClass"))
        .contains("VectorClusterClass later", "make it, or name another");
    client.resource(Clusters.tinyClass("later", "aerie/data-plane:dev")).create();

    failing.assertRecovers("classless", "UnknownClass");
    client.resource(Clusters.tinyClass("later", "")).delete();
  }

  @Test
  void secretOfTheStorageIsMissing() {
    VectorCluster cluster = failing.cluster("secretless");
    cluster.setSpec(Clusters.credentialed(cluster.getSpec(), "s3-keys"));
    clusters.create(cluster);

    assertThat(clusters.awaitProblem("secretless", "SecretMissing"))
        .contains("Secret s3-keys does not exist", "make it");
    client.resource(secret("s3-keys", Map.of("accessKey", "a"))).create();
    assertThat(clusters.awaitProblem("secretless", "ContainerConfigInvalid")).contains("secretKey");
    client
        .resource(secret("s3-keys", Map.of("accessKey", "a", "secretKey", "b")))
        .serverSideApply();

    failing.assertRecovers("secretless", "ContainerConfigInvalid");
    client.secrets().inNamespace(NAMESPACE).withName("s3-keys").delete();
  }

  @Test
  void secretOfTheKeysIsMissing() {
    VectorCluster cluster = failing.cluster("keyless");
    cluster.setSpec(Clusters.keyed(cluster.getSpec(), "people-keys"));
    clusters.create(cluster);

    clusters.awaitProblem("keyless", "SecretMissing");
    client.resource(secret("people-keys", Map.of("keys.json", "{\"keys\": []}"))).create();

    failing.assertRecovers("keyless", "SecretMissing");
    client.secrets().inNamespace(NAMESPACE).withName("people-keys").delete();
  }

  @Test
  void secretOfTheCertificateIsMissing() {
    VectorCluster cluster = failing.cluster("certless");
    cluster.setSpec(
        Clusters.reached(
            cluster.getSpec(), new Access(Exposure.NODE_PORT, List.of(), "people-tls")));
    clusters.create(cluster);

    assertThat(clusters.awaitProblem("certless", "SecretMissing")).contains("people-tls");
    clusters.awaitThat("certless", now -> now.getStatus().endpoint().startsWith("https://"));
    client.resource(secret("people-tls", Map.of("tls.crt", "a", "tls.key", "b"))).create();

    failing.assertRecovers("certless", "SecretMissing");
    client.secrets().inNamespace(NAMESPACE).withName("people-tls").delete();
  }

  @Test
  void imageCannotBePulled() throws IOException {
    client.resource(Clusters.tinyClass("foreign", "elsewhere/data-plane:1")).create();
    clusters.create(failing.classed("imageless", "foreign"));

    assertThat(clusters.awaitProblem("imageless", "ImagePullFailed"))
        .contains("imageless-0", "Correct spec.version or the class's image");
    kubernetes.provideImages("elsewhere/data-plane");

    failing.assertRecovers("imageless", "ImagePullFailed");
    client.resource(Clusters.tinyClass("foreign", "")).delete();
  }

  @Test
  void containerEndsAgainAndAgain() throws IOException {
    Path cause = clusters.data("crashing").resolve("crash");
    Files.createFile(cause);
    clusters.create(failing.cluster("crashing"));

    assertThat(clusters.awaitProblem("crashing", "CrashLoop"))
        .contains("crashing-0 ends with exit code 3", "kubectl logs --previous");
    Files.delete(cause);

    failing.assertRecovers("crashing", "CrashLoop");
  }

  @Test
  void objectStoreCannotBeReached() throws IOException {
    Path cause = clusters.create(failing.cluster("cut-off")).resolve("unreachable");
    clusters.awaitPhase("cut-off", Phase.READY);
    Files.createFile(cause);

    assertThat(clusters.awaitProblem("cut-off", "StorageUnreachable"))
        .contains("cut-off-0: connection refused", "Check spec.storage.uri");
    Files.delete(cause);

    failing.assertRecovers("cut-off", "StorageUnreachable");
  }

  private static Secret secret(String name, Map<String, String> entries) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withStringData(entries)
        .build();
  }
}
