package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Access;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Exposure;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can go wrong with a cluster: it is said, it is told, and it ends when the cause goes. */
class FailureTest {

  private static TestKubernetes kubernetes;
  private static KubernetesClient client;
  private static LiveClusters clusters;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    client = kubernetes.admin();
    clusters = new LiveClusters(kubernetes);
  }

  @AfterEach
  void bringBackTheTime() {
    kubernetes.clock().shift(Duration.ZERO);
  }

  @Test
  void classIsMissing() {
    clusters.create(classed("classless", "later"));

    assertThat(clusters.awaitProblem("classless", "UnknownClass"))
        .contains("VectorClusterClass later", "make it, or name another");
    client.resource(Clusters.tinyClass("later", "aerie/data-plane:dev")).create();

    assertRecovers("classless", "UnknownClass");
    client.resource(Clusters.tinyClass("later", "")).delete();
  }

  @Test
  void secretOfTheStorageIsMissing() {
    VectorCluster cluster = cluster("secretless");
    cluster.setSpec(Clusters.credentialed(cluster.getSpec(), "s3-keys"));
    clusters.create(cluster);

    assertThat(clusters.awaitProblem("secretless", "SecretMissing"))
        .contains("Secret s3-keys does not exist", "make it");
    client.resource(secret("s3-keys", Map.of("accessKey", "a"))).create();
    assertThat(clusters.awaitProblem("secretless", "ContainerConfigInvalid")).contains("secretKey");
    client
        .resource(secret("s3-keys", Map.of("accessKey", "a", "secretKey", "b")))
        .serverSideApply();

    assertRecovers("secretless", "ContainerConfigInvalid");
    client.secrets().inNamespace(NAMESPACE).withName("s3-keys").delete();
  }

  @Test
  void secretOfTheKeysIsMissing() {
    VectorCluster cluster = cluster("keyless");
    cluster.setSpec(Clusters.keyed(cluster.getSpec(), "people-keys"));
    clusters.create(cluster);

    clusters.awaitProblem("keyless", "SecretMissing");
    client.resource(secret("people-keys", Map.of("keys.json", "{\"keys\": []}"))).create();

    assertRecovers("keyless", "SecretMissing");
    client.secrets().inNamespace(NAMESPACE).withName("people-keys").delete();
  }

  @Test
  void secretOfTheCertificateIsMissing() {
    VectorCluster cluster = cluster("certless");
    cluster.setSpec(
        Clusters.reached(
            cluster.getSpec(), new Access(Exposure.NODE_PORT, List.of(), "people-tls")));
    clusters.create(cluster);

    assertThat(clusters.awaitProblem("certless", "SecretMissing")).contains("people-tls");
    clusters.awaitThat("certless", now -> now.getStatus().endpoint().startsWith("https://"));
    client.resource(secret("people-tls", Map.of("tls.crt", "a", "tls.key", "b"))).create();

    assertRecovers("certless", "SecretMissing");
    client.secrets().inNamespace(NAMESPACE).withName("people-tls").delete();
  }

  @Test
  void imageCannotBePulled() throws IOException {
    client.resource(Clusters.tinyClass("foreign", "elsewhere/data-plane:1")).create();
    clusters.create(classed("imageless", "foreign"));

    assertThat(clusters.awaitProblem("imageless", "ImagePullFailed"))
        .contains("imageless-0", "Correct spec.version or the class's image");
    kubernetes.provideImages("elsewhere/data-plane");

    assertRecovers("imageless", "ImagePullFailed");
    client.resource(Clusters.tinyClass("foreign", "")).delete();
  }

  @Test
  void noNodeHasRoom() {
    client.nodes().withName("aerie-local").edit(node -> cordon(node, true));
    clusters.create(cluster("homeless"));

    assertThat(clusters.awaitProblem("homeless", "Unschedulable"))
        .contains("homeless-0", "Add nodes, or lower spec.compute.units");
    client.nodes().withName("aerie-local").edit(node -> cordon(node, false));

    assertRecovers("homeless", "Unschedulable");
  }

  @Test
  void containerEndsAgainAndAgain() throws IOException {
    Path cause = clusters.data("crashing").resolve("crash");
    Files.createFile(cause);
    clusters.create(cluster("crashing"));

    assertThat(clusters.awaitProblem("crashing", "CrashLoop"))
        .contains("crashing-0 ends with exit code 3", "kubectl logs --previous");
    Files.delete(cause);

    assertRecovers("crashing", "CrashLoop");
  }

  @Test
  void objectStoreCannotBeReached() throws IOException {
    Path cause = clusters.create(cluster("cut-off")).resolve("unreachable");
    clusters.awaitPhase("cut-off", Phase.READY);
    Files.createFile(cause);

    assertThat(clusters.awaitProblem("cut-off", "StorageUnreachable"))
        .contains("cut-off-0: connection refused", "Check spec.storage.uri");
    Files.delete(cause);

    assertRecovers("cut-off", "StorageUnreachable");
  }

  /**
   * A stopped process and a node that nobody hears of are what is left of a machine without power.
   */
  @Test
  void nodeIsLost() {
    clusters.create(cluster("marooned"));
    clusters.awaitPhase("marooned", Phase.READY);
    signal("STOP", "marooned-0");

    await()
        .atMost(DEADLINE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              heard(false); // again and again, as the node itself says that it is well
              assertThat(clusters.notes("marooned", "NodeLost").getFirst())
                  .contains(
                      "Pod marooned-0 is on node aerie-local", "kubectl delete node aerie-local");
            });
    signal("CONT", "marooned-0");
    heard(true);

    assertRecovers("marooned", "NodeLost");
  }

  @Test
  void volumeIsLost() {
    clusters.create(cluster("volumeless"));
    clusters.awaitPhase("volumeless", Phase.READY);
    var claim =
        client.persistentVolumeClaims().inNamespace(NAMESPACE).withName("cache-volumeless-0");
    var volume = client.persistentVolumes().withName(claim.get().getSpec().getVolumeName());
    volume.delete();
    volume.edit(FailureTest::unprotected);
    await().atMost(DEADLINE).until(() -> claim.get().getStatus().getPhase().equals("Lost"));
    client.pods().inNamespace(NAMESPACE).withName("volumeless-0").delete();

    assertThat(clusters.awaitProblem("volumeless", "VolumeLost"))
        .contains("volumeless-0", "no data is lost: delete its PersistentVolumeClaim and the pod");
    claim.delete();
    client.pods().inNamespace(NAMESPACE).withName("volumeless-0").delete();

    assertRecovers("volumeless", "VolumeLost");
  }

  /** No node ever takes the claim's storage class up, and nobody says that it will not. */
  @Test
  void podStaysPending() {
    var tied = Clusters.tinyClass("tied", "aerie/data-plane:dev");
    tied.setSpec(
        new VectorClusterClassSpec(
            "", false, "aerie/data-plane:dev", "50m", "64Mi", "16Mi", "slow"));
    client.resource(tied).create();
    client.resource(storageClass("slow")).create();
    clusters.create(classed("waiting", "tied"));
    await().atMost(DEADLINE).until(() -> clusters.pods("waiting").size() == 1);
    clusters.settledVersion("waiting");
    kubernetes.clock().shift(Duration.ofMinutes(6));

    assertThat(clusters.awaitProblem("waiting", "PodPending"))
        .contains("Pod waiting-0 has not started in 5 minutes", "kubectl describe pod waiting-0");
    client.resource(volume("slow")).create();

    assertRecovers("waiting", "PodPending");
    client.resource(volume("slow")).delete();
    client.resource(storageClass("slow")).delete();
    client.resource(tied).delete();
  }

  /** Events tell the problem before the recovery, and neither twice. */
  private static void assertRecovers(String name, String problem) {
    clusters.awaitPhase(name, Phase.READY);
    clusters.awaitEvent(name, "Ready");
    assertThat(clusters.events(name)).containsSubsequence(problem, "Recovered", "Ready");
    assertThat(clusters.events(name)).containsOnlyOnce(problem);
    clusters.delete(name);
  }

  private static VectorCluster cluster(String name) {
    return Clusters.cluster(
        name, Compute.SMALLEST, clusters.data(name).toUri().toString().replaceAll("/$", ""));
  }

  private static VectorCluster classed(String name, String className) {
    VectorCluster cluster = cluster(name);
    cluster.setSpec(Clusters.classed(cluster.getSpec(), className));
    return cluster;
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

  private static StorageClass storageClass(String name) {
    return new StorageClassBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withProvisioner("example.com/nobody")
        .withVolumeBindingMode("WaitForFirstConsumer")
        .build();
  }

  /** For the one claim: others of its class are bound by the scheduler, which waits for a maker. */
  private static PersistentVolume volume(String storageClass) {
    return new PersistentVolumeBuilder()
        .withNewMetadata()
        .withName(storageClass)
        .endMetadata()
        .withNewSpec()
        .withStorageClassName(storageClass)
        .withAccessModes("ReadWriteOnce")
        .withCapacity(Map.of("storage", new Quantity("64Mi")))
        .withNewHostPath(clusters.data("waiting-cache").toString(), null)
        .withNewClaimRef()
        .withKind("PersistentVolumeClaim")
        .withNamespace(NAMESPACE)
        .withName("cache-waiting-0")
        .endClaimRef()
        .endSpec()
        .build();
  }

  private static PersistentVolume unprotected(PersistentVolume volume) {
    volume.getMetadata().setFinalizers(List.of());
    return volume;
  }

  private static void signal(String signal, String pod) {
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      processes
          .map(process -> Path.of("/proc", String.valueOf(process.pid()), "environ"))
          .filter(environment -> saysOf(environment, "AERIE_POD_NAME=" + pod))
          .map(environment -> environment.getName(1).toString())
          .forEach(pid -> run("kill", "-" + signal, pid));
    }
  }

  private static boolean saysOf(Path environment, String variable) {
    try {
      return List.of(Files.readString(environment, StandardCharsets.ISO_8859_1).split("\0"))
          .contains(variable);
    } catch (IOException e) {
      return false;
    }
  }

  private static void run(String... command) {
    try {
      assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the node controller writes of a node that it has not heard of, or has again. */
  private static void heard(boolean is) {
    client
        .nodes()
        .withName("aerie-local")
        .editStatus(
            node -> {
              node.getStatus().getConditions().stream()
                  .filter(each -> each.getType().equals("Ready"))
                  .forEach(each -> each.setStatus(is ? "True" : "Unknown"));
              return node;
            });
  }

  private static Node cordon(Node node, boolean closed) {
    node.getSpec().setUnschedulable(closed);
    return node;
  }
}
