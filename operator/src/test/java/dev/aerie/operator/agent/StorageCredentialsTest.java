package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.crds.Marks;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A region whose store is opened by keys, as MinIO is. */
class StorageCredentialsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String HOME = "aerie-system";
  private static final String NAMESPACE = "aerie-prj-keyed";
  private static final String CLUSTER =
      """
      {"clusterId": "cls_keyed", "organizationId": "org_1", "projectId": "prj_keyed", "name": "keyed",
       "generation": %d, "deleted": %b,
       "spec": {"class": "tiny", "units": 1, "replicas": 1, "suspend": false, "deletionPolicy": "RETAIN"}}
      """;

  @TempDir private Path folder;
  private KubernetesClient client;
  private FakeControlPlane controlPlane;
  private CuttingProxy recorder;
  private RegionAgent agent;

  @BeforeEach
  void start() throws IOException {
    client = TestKubernetes.shared().admin();
    controlPlane = new FakeControlPlane();
    recorder = new CuttingProxy(controlPlane.url());
    startAgent("bucket-keys");
  }

  private void startAgent(String storageCredentialsSecret) {
    var settings =
        new AgentSettings(
            recorder.url(),
            "keyed",
            "token",
            HOME,
            Duration.ofDays(7),
            "file://" + TestKubernetes.shared().folder().resolve("keyed"),
            storageCredentialsSecret,
            folder.resolve("state"),
            Map.of(),
            false);
    agent =
        new RegionAgent(
            TestKubernetes.shared().asOperator(), settings, "1.0-test", Clock.systemUTC());
    agent.start(AgentTest.ALONE);
  }

  @AfterEach
  void stop() {
    agent.close();
    recorder.close();
    controlPlane.close();
    peoples().delete();
  }

  @Test
  void eachClusterHasACopyThatKeepsUpAndEndsWithIt() {
    keep(Map.of("accessKey", "AKIAFIRST"));
    controlPlane.want(CLUSTER.formatted(1, false));
    await().atMost(DEADLINE).until(() -> reported("reason").contains("SecretMissing"));
    assertThat(reported("message"))
        .anySatisfy(
            message ->
                assertThat(message)
                    .contains("AERIE_STORAGE_CREDENTIALS_SECRET", "accessKey and secretKey"));
    assertThat(copy().get()).isNull();

    keep(Map.of("accessKey", "AKIAFIRST", "secretKey", "first-secret", "note", "for people"));
    await().atMost(DEADLINE).until(() -> reported("phase").contains("Ready"));
    assertThat(copied()).isEqualTo(Map.of("accessKey", "AKIAFIRST", "secretKey", "first-secret"));
    assertThat(secretsOf(pod())).containsExactly("cls-keyed-storage", "cls-keyed-storage");

    String before = pod().getMetadata().getUid();
    keep(Map.of("accessKey", "AKIASECOND", "secretKey", "second-secret"));
    await().atMost(DEADLINE).until(() -> restartedSince(before));
    assertThat(copied()).isEqualTo(Map.of("accessKey", "AKIASECOND", "secretKey", "second-secret"));

    String with = pod().getMetadata().getUid();
    peoples().delete();
    controlPlane.want(CLUSTER.formatted(2, false));
    await().atMost(DEADLINE).until(() -> reported("generation").contains("2"));
    assertThat(copied()).containsEntry("accessKey", "AKIASECOND");
    assertThat(pod().getMetadata().getUid()).isEqualTo(with);

    controlPlane.want(CLUSTER.formatted(3, true));
    await().atMost(DEADLINE).until(() -> reported("gone").contains("true"));
    assertThat(copy().get()).isNull();
    assertThat(recorder.requests()).contains("cls_keyed", "POST /agent/v1/report");
    assertThat(Stream.of("AKIAFIRST", "first-secret", "AKIASECOND", "second-secret"))
        .allSatisfy(
            key ->
                assertThat(recorder.requests()).doesNotContain(key).doesNotContain(encoded(key)));
  }

  /** One letter too many in the setting is no reason to take a region down. */
  @Test
  void aClusterOnIdentitiesStaysAsItIsWhileTheSecretIsNotThere() {
    agent.close();
    startAgent("");
    controlPlane.want(CLUSTER.formatted(1, false));
    await().atMost(DEADLINE).until(() -> reported("phase").contains("Ready"));
    String before = pod().getMetadata().getUid();

    agent.close();
    startAgent("bucket-keys");
    controlPlane.want(CLUSTER.formatted(2, false));
    await().atMost(DEADLINE).until(() -> reported("generation").contains("2"));
    assertThat(cluster().getSpec().storage().credentialsRef()).isEmpty();
    assertThat(pod().getMetadata().getUid()).isEqualTo(before);

    keep(Map.of("accessKey", "AKIAFIRST", "secretKey", "first-secret"));
    await().atMost(DEADLINE).until(() -> restartedSince(before));
    assertThat(secretsOf(pod())).containsExactly("cls-keyed-storage", "cls-keyed-storage");

    becomesPeoples(copy());
    keep(Map.of("accessKey", "AKIASECOND", "secretKey", "second-secret"));
    controlPlane.want(CLUSTER.formatted(3, false));
    await().atMost(DEADLINE).until(() -> reported("generation").contains("3"));
    controlPlane.want(CLUSTER.formatted(4, true));
    await().atMost(DEADLINE).until(() -> reported("gone").contains("true"));
    assertThat(copied()).containsEntry("accessKey", "AKIAFIRST");
    copy().delete();
  }

  /** Without its label it is no copy, but a Secret that only has the name of one. */
  private static void becomesPeoples(Resource<Secret> secret) {
    secret.edit(
        copy -> {
          copy.getMetadata().getLabels().remove(Marks.CLUSTER);
          return copy;
        });
  }

  /** Makes people's Secret hold these, and nothing else. */
  private void keep(Map<String, String> entries) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("bucket-keys")
                .withNamespace(HOME)
                .endMetadata()
                .withData(
                    entries.entrySet().stream()
                        .collect(
                            Collectors.toMap(
                                Map.Entry::getKey, entry -> encoded(entry.getValue()))))
                .build())
        .forceConflicts()
        .serverSideApply();
  }

  private Resource<Secret> peoples() {
    return client.secrets().inNamespace(HOME).withName("bucket-keys");
  }

  private Resource<Secret> copy() {
    return client.secrets().inNamespace(NAMESPACE).withName("cls-keyed-storage");
  }

  private Map<String, String> copied() {
    return copy().get().getData().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    new String(
                        Base64.getDecoder().decode(entry.getValue()), StandardCharsets.UTF_8)));
  }

  private boolean restartedSince(String before) {
    VectorCluster cluster = cluster();
    List<Pod> pods = pods();
    return pods.size() == 1
        && !pods.getFirst().getMetadata().getUid().equals(before)
        && cluster.getStatus().readyReplicas() == 1
        && cluster.getStatus().roll().state() == RollState.SETTLED;
  }

  private VectorCluster cluster() {
    return client.resources(VectorCluster.class).inNamespace(NAMESPACE).withName("cls-keyed").get();
  }

  private Pod pod() {
    return pods().getFirst();
  }

  private List<Pod> pods() {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/component", "data-plane")
        .list()
        .getItems();
  }

  private static List<String> secretsOf(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getEnv().stream()
        .map(EnvVar::getValueFrom)
        .filter(from -> from != null && from.getSecretKeyRef() != null)
        .map(from -> from.getSecretKeyRef().getName())
        .toList();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** All that was said of the cluster under a name. */
  private List<String> reported(String field) {
    return controlPlane.reports().stream()
        .flatMap(report -> report.path("statuses").valueStream())
        .filter(status -> status.path("clusterId").asText().equals("cls_keyed"))
        .map(status -> status.path(field))
        .map(JsonNode::asText)
        .toList();
  }
}
