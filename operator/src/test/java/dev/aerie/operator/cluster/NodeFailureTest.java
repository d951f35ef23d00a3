package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
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

/** What can go wrong with the nodes and volumes that a cluster runs on, and that it recovers. */
class NodeFailureTest {

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

  @AfterEach
  void bringBackTheTime() {
    kubernetes.clock().shift(Duration.ZERO);
  }

  @Test
  void noNodeHasRoom() {
    client.nodes().withName("aerie-local").edit(node -> cordon(node, true));
    clusters.create(failing.cluster("homeless"));

    assertThat(clusters.awaitProblem("homeless", "Unschedulable"))
        .contains("homeless-0", "Add nodes, or lower spec.compute.units");
    client.nodes().withName("aerie-local").edit(node -> cordon(node, false));

    failing.assertRecovers("homeless", "Unschedulable");
  }

  /**
   * A stopped process and a node that nobody hears of are what is left of a machine without power.
   */
  @Test
  void nodeIsLost() {
    clusters.create(failing.cluster("marooned"));
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

    failing.assertRecovers("marooned", "NodeLost");
  }

  @Test
  void volumeIsLost() {
    clusters.create(failing.cluster("volumeless"));
    clusters.awaitPhase("volumeless", Phase.READY);
    var claim =
        client.persistentVolumeClaims().inNamespace(NAMESPACE).withName("cache-volumeless-0");
    var volume = client.persistentVolumes().withName(claim.get().getSpec().getVolumeName());
    volume.delete();
    volume.edit(NodeFailureTest::unprotected);
    await().atMost(DEADLINE).until(() -> claim.get().getStatus().getPhase().equals("Lost"));
    client.pods().inNamespace(NAMESPACE).withName("volumeless-0").delete();

    assertThat(clusters.awaitProblem("volumeless", "VolumeLost"))
        .contains("volumeless-0", "no data is lost: delete its PersistentVolumeClaim and the pod");
    claim.delete();
    client.pods().inNamespace(NAMESPACE).withName("volumeless-0").delete();

    failing.assertRecovers("volumeless", "VolumeLost");
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
    clusters.create(failing.classed("waiting", "tied"));
    await().atMost(DEADLINE).until(() -> clusters.pods("waiting").size() == 1);
    clusters.settledVersion("waiting");
    kubernetes.clock().shift(Duration.ofMinutes(6));

    assertThat(clusters.awaitProblem("waiting", "PodPending"))
        .contains("Pod waiting-0 has not started in 5 minutes", "kubectl describe pod waiting-0");
    client.resource(volume("slow")).create();

    failing.assertRecovers("waiting", "PodPending");
    client.resource(volume("slow")).delete();
    client.resource(storageClass("slow")).delete();
    client.resource(tied).delete();
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
