package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusterLifeTest {

  private static final Duration DEADLINE = Duration.ofSeconds(40);

  private static TestKubernetes kubernetes;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    kubernetes = TestKubernetes.shared();
    client = kubernetes.admin();
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .serverSideApply();
  }

  @Test
  void becomesReadyChangesSleepsWakesAndLeavesNothingBehind() throws IOException {
    Path data = Files.createDirectories(kubernetes.folder().resolve("objects/life"));
    create("life", new Compute(1, 1), data);

    VectorCluster ready = awaitPhase("life", Phase.READY);
    assertThat(ready.getStatus().readyReplicas()).isEqualTo(1);
    assertThat(ready.getStatus().version()).isEqualTo("dev");
    assertThat(connects(ready.getStatus().endpoint())).isTrue();

    edit("life", "{'compute': {'units': 2, 'replicas': 2}}");
    assertThat(awaitPhase("life", Phase.READY).getStatus().readyReplicas()).isEqualTo(2);
    assertThat(cpuOfPods("life")).containsExactly(new Quantity("100m"), new Quantity("100m"));

    edit("life", "{'suspend': true}");
    assertThat(awaitPhase("life", Phase.SUSPENDED).getStatus().readyReplicas()).isZero();
    assertThat(cpuOfPods("life")).isEmpty();

    edit("life", "{'suspend': false, 'compute': {'units': 1, 'replicas': 1}}");
    awaitPhase("life", Phase.READY);

    delete("life");
    assertThat(data).exists();
  }

  @Test
  void deletionByPolicyRemovesTheDataToo() throws IOException {
    Path data = Files.createDirectories(kubernetes.folder().resolve("objects/mortal"));
    create("mortal", new Compute(1, 1), data);
    awaitPhase("mortal", Phase.READY);
    edit("mortal", "{'deletionPolicy': 'Delete'}");

    delete("mortal");

    assertThat(data).doesNotExist();
  }

  @Test
  void secondPassAndRestartOfTheOperatorWriteNothing() {
    create("still", new Compute(1, 1), kubernetes.folder().resolve("objects/still"));
    awaitPhase("still", Phase.READY);
    Map<String, String> before = awaitQuiet("still");

    kubernetes.startOperator();
    touch("still");

    await()
        .during(Duration.ofSeconds(2))
        .atMost(DEADLINE)
        .untilAsserted(() -> assertThat(versions("still")).isEqualTo(before));
    delete("still");
  }

  @Test
  void repairsWhatSomebodyElseHasChanged() {
    create("mended", new Compute(1, 1), kubernetes.folder().resolve("objects/mended"));
    awaitPhase("mended", Phase.READY);

    client.apps().statefulSets().inNamespace(NAMESPACE).withName("mended").scale(2);
    client.configMaps().inNamespace(NAMESPACE).withName("mended-config").delete();

    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              assertThat(versions("mended")).containsKey("ConfigMap/mended-config");
              assertThat(cpuOfPods("mended")).hasSize(1);
            });
    delete("mended");
  }

  @Test
  void keepsAnEditThatRacesItsOwnStatus() {
    create("raced", new Compute(1, 1), kubernetes.folder().resolve("objects/raced"));
    for (int round = 0; round < 10; round++) {
      edit("raced", "{'compute': {'replicas': %d}}".formatted(1 + round % 2));
    }

    VectorCluster ready = awaitPhase("raced", Phase.READY);

    assertThat(ready.getStatus().readyReplicas()).isEqualTo(2);
    delete("raced");
  }

  @Test
  void saysWhichClassIsMissing() {
    VectorCluster cluster =
        Clusters.cluster("classless", Compute.SMALLEST, "file:///nowhere/classless");
    cluster.setSpec(Clusters.classed(cluster.getSpec(), "enormous"));
    client.resource(cluster).create();

    VectorCluster degraded = awaitPhase("classless", Phase.DEGRADED);

    assertThat(degraded.getStatus().conditions())
        .anySatisfy(
            condition -> {
              assertThat(condition.getType()).isEqualTo("Degraded");
              assertThat(condition.getReason()).isEqualTo("UnknownClass");
              assertThat(condition.getMessage()).contains("enormous");
            });
    delete("classless");
  }

  @Test
  void waitsForTheSecretItNames() {
    VectorCluster cluster =
        Clusters.cluster("keyless", Compute.SMALLEST, "file:///nowhere/keyless");
    cluster.setSpec(Clusters.keyed(cluster.getSpec(), "keyless-keys"));
    client.resource(cluster).create();
    assertThat(reasons(awaitPhase("keyless", Phase.DEGRADED))).contains("SecretMissing");

    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("keyless-keys")
                .withNamespace(NAMESPACE)
                .addToLabels("aerie.dev/cluster", "keyless")
                .addToLabels("app.kubernetes.io/instance", "keyless")
                .endMetadata()
                .addToStringData("keys.json", "{\"keys\": []}")
                .build())
        .create();

    awaitPhase("keyless", Phase.READY);
    client.secrets().inNamespace(NAMESPACE).withName("keyless-keys").delete();
    delete("keyless");
  }

  private static Stream<String> reasons(VectorCluster cluster) {
    return cluster.getStatus().conditions().stream()
        .map(io.fabric8.kubernetes.api.model.Condition::getReason);
  }

  private static void create(String name, Compute compute, Path data) {
    client.resource(Clusters.cluster(name, compute, data.toUri().toString())).create();
  }

  /**
   * Changes fields of the spec, written as JSON with single quotes, whoever else writes at the same
   * time.
   */
  private static void edit(String name, String fields) {
    resource(name)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), ("{'spec': " + fields + "}").replace('\'', '"'));
  }

  /** Leads to a pass without asking for a change. */
  private static void touch(String name) {
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withName(name + "-0")
        .edit(
            pod -> {
              pod.getMetadata().getAnnotations().put("test/touched", "yes");
              return pod;
            });
  }

  private static void delete(String name) {
    resource(name).delete();
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              assertThat(resource(name).get()).isNull();
              assertThat(versions(name)).isEmpty();
            });
  }

  private static VectorCluster awaitPhase(String name, Phase phase) {
    return await()
        .atMost(DEADLINE)
        .until(() -> resource(name).get(), cluster -> Clusters.is(cluster, phase));
  }

  private static Map<String, String> awaitQuiet(String name) {
    await()
        .during(Duration.ofSeconds(1))
        .atMost(DEADLINE)
        .until(() -> versions(name), new Unchanged<Map<String, String>>()::test);
    return versions(name);
  }

  private static Resource<VectorCluster> resource(String name) {
    return client.resources(VectorCluster.class).inNamespace(NAMESPACE).withName(name);
  }

  private static Stream<Quantity> cpuOfPods(String name) {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/instance", name)
        .list()
        .getItems()
        .stream()
        .map(pod -> pod.getSpec().getContainers().getFirst().getResources().getLimits().get("cpu"));
  }

  /** kind/name to resourceVersion of everything a cluster has but its pods. */
  private static Map<String, String> versions(String name) {
    Map<String, String> versions = new TreeMap<>();
    Stream.of(
            client.apps().statefulSets().inNamespace(NAMESPACE).list().getItems(),
            client.services().inNamespace(NAMESPACE).list().getItems(),
            client.configMaps().inNamespace(NAMESPACE).list().getItems(),
            client.serviceAccounts().inNamespace(NAMESPACE).list().getItems(),
            client.secrets().inNamespace(NAMESPACE).list().getItems(),
            client.persistentVolumeClaims().inNamespace(NAMESPACE).list().getItems(),
            client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems(),
            client.policy().v1().podDisruptionBudget().inNamespace(NAMESPACE).list().getItems(),
            client.network().v1().networkPolicies().inNamespace(NAMESPACE).list().getItems(),
            client.resources(VectorCluster.class).inNamespace(NAMESPACE).list().getItems())
        .flatMap(java.util.List::stream)
        .map(HasMetadata.class::cast)
        .filter(
            object ->
                object.getMetadata().getName().startsWith(name)
                    || object.getMetadata().getName().startsWith("cache-" + name))
        .forEach(
            object ->
                versions.put(
                    object.getKind() + "/" + object.getMetadata().getName(),
                    object.getMetadata().getResourceVersion()));
    return versions;
  }

  private static boolean connects(String endpoint) throws IOException {
    URI uri = URI.create(endpoint);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      return socket.isConnected();
    }
  }

  /** Sees whether a value is what it was when last asked. */
  private static final class Unchanged<T> {
    private T last;

    boolean test(T value) {
      boolean same = value.equals(last);
      last = value;
      return same;
    }
  }
}
