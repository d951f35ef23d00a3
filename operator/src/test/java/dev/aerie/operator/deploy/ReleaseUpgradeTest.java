package dev.aerie.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.crds.Phase;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.lifecycle.ClusterOperator;
import dev.aerie.operator.lifecycle.OperatorSettings;
import dev.aerie.operator.support.Clusters;
import dev.aerie.operator.support.Definitions;
import dev.aerie.operator.support.FakeImages;
import dev.aerie.operator.support.KubeProcess;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people made under the last release, under today's definitions and operator. */
class ReleaseUpgradeTest {

  private static final Path RELEASE = Path.of("src/test/resources/releases/0.1.0");
  private static final Path TODAY = Path.of("../crds/src/main/kubernetes");
  private static final String NAMESPACE = "kept";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @Test
  void objectsStayValidKeepTheirFieldsAndAreReconciled() throws IOException {
    Path folder = Files.createTempDirectory("aerie-upgrade-test-");
    try (KubeProcess kubernetes =
            KubeProcess.start(folder, "--node", "--images", FakeImages.write(folder).toString());
        KubernetesClient client = kubernetes.admin()) {
      install(client, RELEASE.resolve("crds"));
      List<GenericKubernetesResource> made = make(client, folder);
      leaveAStatus(client);
      Map<String, Map<String, String>> before = fields(client, made);

      install(client, TODAY);

      assertKept(before, fields(client, made));
      made.forEach(object -> assertThat(labelled(client, object)).isNotNull());
      assertThat(cluster(client, "full").get().getStatus().endpoint()).isEqualTo("http://old:1");
      try (ClusterOperator operator = operator(client)) {
        operator.start();
        awaitPhase(client, "plain", Phase.READY);
        awaitPhase(client, "full", Phase.SUSPENDED);
        awaitPhase(client, "branched", Phase.DEGRADED);
      }
      assertKept(before, fields(client, made));
    }
  }

  private static void install(KubernetesClient client, Path definitions) throws IOException {
    try (Stream<Path> files = Files.list(definitions)) {
      files.sorted().forEach(file -> Definitions.install(client, file));
    }
  }

  private static List<GenericKubernetesResource> make(KubernetesClient client, Path folder)
      throws IOException {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    String objects =
        Files.readString(RELEASE.resolve("objects.yaml"))
            .replace("file:///data", folder.resolve("data").toUri().toString());
    return Stream.of(objects.split("(?m)^---$"))
        .map(yaml -> Serialization.unmarshal(yaml, GenericKubernetesResource.class))
        .map(object -> client.resource(object).fieldValidation(Validation.STRICT).create())
        .toList();
  }

  /** As the operator of that release would have left it. */
  private static void leaveAStatus(KubernetesClient client) {
    cluster(client, "full")
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"status": {"observedGeneration": 1, "controlPlaneGeneration": 7, "phase": "Suspended",
              "endpoint": "http://old:1", "readyReplicas": 0, "replicas": 0, "version": "0.1.0"}}
            """);
  }

  /** kind/name to the fields of the spec, each by its path. */
  private static Map<String, Map<String, String>> fields(
      KubernetesClient client, List<GenericKubernetesResource> objects) {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (GenericKubernetesResource object : objects) {
      Map<String, String> fields = new TreeMap<>();
      JsonNode now = new ObjectMapper().valueToTree(client.resource(object).get());
      flatten("", now.get("spec"), fields);
      all.put(object.getKind() + "/" + object.getMetadata().getName(), fields);
    }
    return all;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> fields) {
    if (node.isContainerNode()) {
      int[] index = {0};
      node.properties()
          .forEach(field -> flatten(path + "." + field.getKey(), field.getValue(), fields));
      if (node.isArray()) {
        node.forEach(element -> flatten(path + "[" + index[0]++ + "]", element, fields));
      }
    } else {
      fields.put(path, node.asText());
    }
  }

  /** New fields may have got defaults; none that was there may be gone or another. */
  private static void assertKept(
      Map<String, Map<String, String>> before, Map<String, Map<String, String>> after) {
    before.forEach(
        (object, fields) ->
            assertThat(after.get(object)).as(object).isNotNull().containsAllEntriesOf(fields));
  }

  private static GenericKubernetesResource labelled(
      KubernetesClient client, GenericKubernetesResource object) {
    return client
        .resource(object)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\": {\"labels\": {\"test/touched\": \"yes\"}}}");
  }

  private static ClusterOperator operator(KubernetesClient client) {
    return new ClusterOperator(
        client,
        Clock.systemUTC(),
        new OperatorSettings("127.0.0.1", 4, 3, Optional.empty(), "upgraded"),
        new SimpleMeterRegistry(),
        () -> {},
        () -> {});
  }

  private static Resource<VectorCluster> cluster(KubernetesClient client, String name) {
    return client.resources(VectorCluster.class).inNamespace(NAMESPACE).withName(name);
  }

  private static void awaitPhase(KubernetesClient client, String name, Phase phase) {
    await()
        .alias(name)
        .atMost(DEADLINE)
        .until(() -> Clusters.is(cluster(client, name).get(), phase));
  }
}
