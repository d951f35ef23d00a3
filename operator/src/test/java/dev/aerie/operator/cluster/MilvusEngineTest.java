package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.crds.BackupPhase;
import dev.aerie.crds.Compute;
import dev.aerie.crds.Marks;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorBackup;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterClass;
import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.operator.agent.RecordedRegion;
import dev.aerie.operator.support.Definitions;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters of engine milvus; the test speaks for the Milvus Operator. */
@TestMethodOrder(OrderAnnotation.class)
class MilvusEngineTest {

  private static final String PROJECT = "aerie-prj-vast";

  private static KubernetesClient client;
  private static LiveClusters clusters;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    client = TestKubernetes.shared().admin();
    clusters = new LiveClusters(TestKubernetes.shared());
    VectorClusterClass made = new VectorClusterClass();
    made.setMetadata(new ObjectMetaBuilder().withName("outgrown").build());
    made.setSpec(
        new VectorClusterClassSpec(
            "",
            false,
            "aerie/data-plane:dev",
            "50m",
            "64Mi",
            "16Mi",
            "",
            "milvusdb/milvus:v2.6.4",
            List.of()));
    client.resource(made).serverSideApply();
  }

  @Test
  @Order(1)
  void saysThatTheMilvusOperatorIsMissingUntilItIsThereAndServesTheOthersMeanwhile()
      throws IOException {
    create("early", "outgrown", "");

    assertThat(clusters.awaitProblem("early", "MilvusOperatorMissing"))
        .contains("install the Milvus Operator");
    clusters.create("beside", new Compute(1, 1));
    clusters.awaitPhase("beside", Phase.READY);
    clusters.delete("beside");

    try (RecordedRegion region = new RecordedRegion("before-milvus", folder)) {
      await().atMost(DEADLINE).until(() -> !region.features().isEmpty());
      assertThat(region.features()).contains("cluster-options").doesNotContain("engine-milvus");
      Definitions.installForeign(client, "milvuses.milvus.io");
      await().atMost(DEADLINE).until(() -> region.features().contains("engine-milvus"));
    }
    awaitMilvus("early");
    assertThat(clusters.awaitPhase("early", Phase.PROVISIONING).getStatus().endpoint())
        .startsWith("http://127.0.0.1:");

    client.resource(clusters.resource("early").get()).delete();
    await().atMost(DEADLINE).until(() -> clusters.resource("early").get() == null);
    assertThat(milvus("early").get()).isNull();
  }

  @Test
  @Order(2)
  void mapsTheLifeOfAMilvus() {
    Definitions.installForeign(client, "milvuses.milvus.io");
    secret("bucket-keys", Map.of("accessKey", "a", "secretKey", "b"));
    create("grown", "outgrown", ", credentialsRef: bucket-keys");
    awaitMilvus("grown");
    assertThat(secretEntry("grown-milvus-storage", "accesskey")).isEqualTo("YQ==");
    assertThat(replicas("grown", "queryNode")).isEqualTo(2);

    say("grown", "Healthy", 2, "");
    VectorCluster ready = clusters.awaitPhase("grown", Phase.READY);
    assertThat(ready.getStatus().version()).isEqualTo("2.6.4");
    assertThat(ready.getStatus().readyReplicas()).isEqualTo(2);

    say("grown", "Unhealthy", 1, "MilvusReady");
    assertThat(clusters.awaitProblem("grown", "MilvusUnhealthy")).contains("said by the test");
    say("grown", "Unhealthy", 1, "StorageReady");
    assertThat(clusters.awaitProblem("grown", "StorageUnreachable")).contains("said by the test");
    say("grown", "Healthy", 2, "");
    clusters.awaitPhase("grown", Phase.READY);

    clusters.edit("grown", "{'compute': {'units': 1, 'replicas': 3}}");
    await().atMost(DEADLINE).until(() -> replicas("grown", "queryNode") == 3);
    clusters.awaitPhase("grown", Phase.UPDATING);
    say("grown", "Healthy", 3, "");
    clusters.awaitPhase("grown", Phase.READY);

    clusters.edit("grown", "{'suspend': true}");
    await().atMost(DEADLINE).until(() -> replicas("grown", "proxy") == 0);
    clusters.awaitPhase("grown", Phase.SUSPENDING);
    say("grown", "Stopped", 0, "");
    clusters.awaitPhase("grown", Phase.SUSPENDED);

    clusters.edit("grown", "{'suspend': false}");
    await().atMost(DEADLINE).until(() -> replicas("grown", "queryNode") == 3);
    clusters.awaitPhase("grown", Phase.RESUMING);
    say("grown", "Healthy", 3, "");
    clusters.awaitPhase("grown", Phase.READY);
    end("grown");
  }

  @Test
  @Order(2)
  void theControlPlaneCanAskForOne() throws IOException {
    Definitions.installForeign(client, "milvuses.milvus.io");
    try (RecordedRegion region = new RecordedRegion("milvus", folder)) {
      region.want(wish(1, false, false, "RETAIN"));
      await().atMost(DEADLINE).until(() -> milvus(PROJECT, "cls-vast").get() != null);
      VectorCluster made = wished();
      assertThat(made.getSpec().keysRef()).isEmpty();
      assertThat(made.getSpec().storage().uri()).isEqualTo("s3://bucket/cls_vast");
      Map<String, Object> security =
          milvus(PROJECT, "cls-vast").get().get("spec", "config", "common", "security");
      assertThat(security).containsEntry("authorizationEnabled", true);
      String password = rootPassword().orElseThrow();
      assertThat(Base64.getDecoder().decode(password)).hasSizeBetween(40, 72);
      say(PROJECT, "cls-vast", "Healthy", 2, "");
      await().atMost(DEADLINE).until(() -> isTold(region, 1, "Ready"));
      JsonNode ready = region.statuses("cls_vast").getLast();
      assertThat(ready.path("endpoint").asText()).startsWith("http://127.0.0.1:");
      assertThat(ready.path("readyReplicas").asInt()).isEqualTo(2);
      assertThat(ready.path("version").asText()).isEqualTo("2.6.4");

      region.want(wish(2, true, false, "RETAIN"));
      await().atMost(DEADLINE).until(() -> proxies() == 0);
      say(PROJECT, "cls-vast", "Stopped", 0, "");
      await().atMost(DEADLINE).until(() -> isTold(region, 2, "Suspended"));

      region.want(wish(3, true, true, "RETAIN"));
      await().atMost(DEADLINE).until(() -> isGone(region, 3));
      assertThat(milvus(PROJECT, "cls-vast").get()).isNull();
      assertThat(rootPassword()).as("the data that stays knows it").contains(password);

      region.want(wish(4, false, false, "DELETE"));
      await().atMost(DEADLINE).until(() -> milvus(PROJECT, "cls-vast").get() != null);
      assertThat(rootPassword()).contains(password);
      region.want(wish(5, false, true, "DELETE"));
      await().atMost(DEADLINE).until(() -> isGone(region, 5));
      assertThat(rootPassword()).isEmpty();
    }
  }

  private static String wish(long generation, boolean suspend, boolean deleted, String policy) {
    return """
        {"clusterId": "cls_vast", "organizationId": "org_1", "projectId": "prj_vast", "name": "vast",
         "generation": %d, "deleted": %b,
         "spec": {"class": "outgrown", "units": 1, "replicas": 2, "suspend": %b,
                  "deletionPolicy": "%s", "engine": "milvus"},
         "keys": [{"id": "key_1", "sha256": "ab12", "role": "DATA_ADMIN"}]}
        """
        .formatted(generation, deleted, suspend, policy);
  }

  private static VectorCluster wished() {
    return client.resources(VectorCluster.class).inNamespace(PROJECT).withName("cls-vast").get();
  }

  private static int proxies() {
    return (Integer)
        milvus(PROJECT, "cls-vast").get().get("spec", "components", "proxy", "replicas");
  }

  private static Optional<String> rootPassword() {
    return Optional.ofNullable(
            client.secrets().inNamespace(PROJECT).withName("cls-vast-root").get())
        .map(secret -> secret.getData().get("rootPassword"));
  }

  private static boolean isTold(RecordedRegion region, long generation, String phase) {
    return region.statuses("cls_vast").stream()
        .anyMatch(
            status ->
                status.path("generation").asLong() == generation
                    && status.path("phase").asText().equals(phase));
  }

  private static boolean isGone(RecordedRegion region, long generation) {
    return region.statuses("cls_vast").stream()
        .anyMatch(
            status ->
                status.path("generation").asLong() == generation
                    && status.path("gone").asBoolean());
  }

  @Test
  @Order(2)
  void aSecondPassWritesNothingAndPausedClustersAreLeftAlone() {
    Definitions.installForeign(client, "milvuses.milvus.io");
    create("held", "outgrown", "");
    awaitMilvus("held");
    say("held", "Healthy", 2, "");
    clusters.awaitPhase("held", Phase.READY);
    long generation = milvus("held").get().getMetadata().getGeneration();
    String written = clusters.settledVersion("held");

    clusters.annotate("held", "test/touched", "yes");
    assertThat(clusters.settledVersion("held")).isNotEqualTo(written);
    assertThat(milvus("held").get().getMetadata().getGeneration()).isEqualTo(generation);

    clusters.annotate("held", Marks.PAUSED, "true");
    clusters.edit("held", "{'compute': {'units': 1, 'replicas': 4}}");
    clusters.awaitThat(
        "held",
        cluster ->
            cluster.getStatus().conditions().stream()
                .anyMatch(condition -> condition.getReason().equals("Paused")));
    assertThat(replicas("held", "queryNode")).isEqualTo(2);
    clusters.annotate("held", Marks.PAUSED, "");
    await().atMost(DEADLINE).until(() -> replicas("held", "queryNode") == 4);
    end("held");
  }

  @Test
  @Order(2)
  void saysWhatIsMissing() {
    Definitions.installForeign(client, "milvuses.milvus.io");
    create("poor", "tiny", "");
    assertThat(clusters.awaitProblem("poor", "MilvusImageMissing")).contains("spec.milvusImage");
    clusters.edit("poor", "{'classRef': 'outgrown', 'milvus': {'rootPasswordRef': 'poor-root'}}");
    assertThat(clusters.awaitProblem("poor", "SecretMissing")).contains("poor-root");
    secret("poor-root", Map.of("rootPassword", "a long one"));
    awaitMilvus("poor");
    end("poor");
  }

  @Test
  @Order(2)
  void aBackupOfItSaysThatThereIsNone() {
    create("unbacked", "outgrown", "");
    VectorBackup backup =
        Serialization.unmarshal(
            """
            apiVersion: aerie.dev/v1alpha1
            kind: VectorBackup
            metadata: {name: of-milvus, namespace: %s}
            spec: {clusterRef: unbacked}
            """
                .formatted(NAMESPACE),
            VectorBackup.class);
    client.resource(backup).create();

    await()
        .atMost(DEADLINE)
        .until(() -> client.resource(backup).get().lastStatus().phase() == BackupPhase.FAILED);
    assertThat(client.resource(backup).get().getStatus().conditions())
        .anyMatch(condition -> condition.getReason().equals("EngineUnsupported"));
    client.resource(backup).delete();
    await().atMost(DEADLINE).until(() -> client.resource(backup).get() == null);
    clusters.resource("unbacked").delete();
    await().atMost(DEADLINE).until(() -> clusters.resource("unbacked").get() == null);
  }

  @ParameterizedTest
  @Order(2)
  @ValueSource(strings = {"milvus.yaml", "milvus-guarded.yaml", "milvus-suspended.yaml"})
  void theSchemaKnowsEveryFieldOfTheModel(String golden) throws IOException {
    Definitions.installForeign(client, "milvuses.milvus.io");
    String yaml = Files.readString(Path.of("src/test/resources/golden", golden));
    GenericKubernetesResource milvus =
        Serialization.unmarshal(
            yaml.substring(yaml.lastIndexOf("---")), GenericKubernetesResource.class);

    GenericKubernetesResource taken =
        client
            .resource(milvus)
            .dryRun()
            .fieldValidation(FieldValidateable.Validation.STRICT)
            .create();

    assertThat(taken.getKind()).isEqualTo("Milvus");
    milvus.setAdditionalProperty("spec", Map.of("mode", "cluster", "surprise", 1));
    assertThatThrownBy(
            () ->
                client
                    .resource(milvus)
                    .dryRun()
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .create())
        .hasMessageContaining("surprise");
  }

  @ParameterizedTest
  @Order(3)
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          engine: milvus, storage: {uri: "file:///data"}                                        | storage.uri must begin with s3://
          engine: milvus, storage: {uri: "s3://b/p", cacheSize: 1Gi}                            | storage.cacheSize is for engine aerie only
          engine: milvus, keysRef: keys, storage: {uri: "s3://b/p"}                             | milvus.rootPasswordRef
          engine: milvus, storage: {uri: "s3://b/p"}, bootstrap: {fromBackup: {name: b}}        | are for engine aerie only
          engine: milvus, storage: {uri: "s3://b/p"}, maintenanceWindow: {schedule: "0 3 * * 0", duration: 2h} | are for engine aerie only
          engine: milvus, storage: {uri: "s3://b/p"}, autoscaling: {units: {min: 1, max: 2}, replicas: {min: 1, max: 2}} | are for engine aerie only
          engine: milvus, storage: {uri: "s3://b/p"}, idleSuspendAfter: 1h                      | are for engine aerie only
          engine: milvus, storage: {uri: "s3://b/p"}, tiering: {default: cold}                  | tiering is for engine aerie only: remove it
          engine: milvus, storage: {uri: "s3://b/p"}, milvus: {etcdEndpoints: [etcd]}           | milvus.etcdEndpoints must be hosts with ports
          engine: aerie, storage: {uri: "s3://b/p"}, milvus: {rootPasswordRef: root}            | milvus is for engine milvus only
          storage: {uri: "s3://b/p"}, milvus: {rootPasswordRef: root}                           | milvus is for engine milvus only
          """)
  void refusesWhatTheEngineDoesNotHave(String spec, String said) {
    GenericKubernetesResource cluster = cluster("refused", "none", spec);

    assertThatThrownBy(() -> client.resource(cluster).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(said);
  }

  private static void create(String name, String classRef, String storage) {
    client
        .resource(
            cluster(
                name,
                classRef,
                "engine: milvus, compute: {replicas: 2}, storage: {uri: \"s3://bucket/%s\"%s}"
                    .formatted(name, storage)))
        .create();
  }

  private static GenericKubernetesResource cluster(String name, String classRef, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: aerie.dev/v1alpha1
        kind: VectorCluster
        metadata: {name: %s, namespace: %s, labels: {aerie.dev/cluster: %s}}
        spec: {classRef: %s, %s}
        """
            .formatted(name, NAMESPACE, name, classRef, spec),
        GenericKubernetesResource.class);
  }

  private static Resource<GenericKubernetesResource> milvus(String name) {
    return milvus(NAMESPACE, name);
  }

  private static Resource<GenericKubernetesResource> milvus(String namespace, String name) {
    return client
        .genericKubernetesResources("milvus.io/v1beta1", "Milvus")
        .inNamespace(namespace)
        .withName(name);
  }

  private static void awaitMilvus(String name) {
    await().atMost(DEADLINE).until(() -> milvus(name).get() != null);
  }

  private static int replicas(String name, String part) {
    return Optional.ofNullable(milvus(name).get())
        .map(found -> (Integer) found.get("spec", "components", part, "replicas"))
        .orElse(-1);
  }

  private static void say(String name, String health, int queryNodes, String fails) {
    say(NAMESPACE, name, health, queryNodes, fails);
  }

  /** Says what the Milvus Operator would; one condition may not hold. */
  private static void say(
      String namespace, String name, String health, int queryNodes, String fails) {
    String conditions =
        """
        {"type": "StorageReady", "status": "%s", "reason": "S3NotReady", "message": "said by the test"},
        {"type": "MilvusReady", "status": "%s", "reason": "MilvusComponentNotHealthy",
         "message": "said by the test"},
        {"type": "MilvusUpdated", "status": "True"}"""
            .formatted(
                fails.equals("StorageReady") ? "False" : "True",
                fails.isEmpty() ? "True" : "False");
    milvus(namespace, name)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"status": {"status": "%s", "observedGeneration": %d, "currentVersion": "2.6.4",
              "conditions": [%s],
              "componentsDeployStatus": {"querynode": {"generation": 1, "image": "any",
                "status": {"replicas": %d, "readyReplicas": %d}}}}}
            """
                .formatted(
                    health,
                    milvus(namespace, name).get().getMetadata().getGeneration(),
                    conditions,
                    queryNodes,
                    queryNodes));
  }

  private static void secret(String name, Map<String, String> entries) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withStringData(entries)
                .build())
        .serverSideApply();
  }

  private static String secretEntry(String name, String entry) {
    return client.secrets().inNamespace(NAMESPACE).withName(name).get().getData().get(entry);
  }

  private static void end(String name) {
    clusters.resource(name).delete();
    await()
        .atMost(DEADLINE)
        .until(() -> clusters.resource(name).get() == null && milvus(name).get() == null);
  }
}
