package dev.aerie.operator.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aerie.crds.VectorCluster;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An agent of its own for each test, before a control plane that keeps what it is told. */
abstract class AgentTest {

  static final Duration DEADLINE = Duration.ofSeconds(40);
  static final OptionalLong ALONE = OptionalLong.of(0);
  static final String NAMESPACE = "aerie-prj-1";
  static final String KEY =
      "{\"id\": \"key_1\", \"sha256\": \"ab12ef56ab12ef56\", \"role\": \"DATA_ADMIN\", \"expiresAt\": null}";

  static final String NARROW_KEY =
      """
      {"id": "key_2", "sha256": "cd34ef56cd34ef56", "role": "DATA_OPERATOR", "scopes": [
          {"database": "shop", "collection": "goods", "access": "READ"},
          {"database": "logs", "access": "READ_WRITE"}], "ipAllowlist": ["10.0.0.0/8"]}""";

  @TempDir private Path folder;
  Path state;
  KubernetesClient client;
  FakeControlPlane controlPlane;
  RegionAgent agent;
  Duration later = Duration.ZERO;
  OptionalLong term = ALONE;

  @BeforeEach
  void start() throws IOException {
    client = TestKubernetes.shared().admin();
    state = folder.resolve("state");
    controlPlane = new FakeControlPlane();
    startAgent();
  }

  @AfterEach
  void stop() {
    agent.close();
    controlPlane.close();
  }

  void startAgent() {
    startAgent(controlPlane.url());
  }

  void startAgent(URI address) {
    startAgent(address, false);
  }

  void startAgent(URI address, boolean logsMayLeave) {
    String storage = "file://" + TestKubernetes.shared().folder().resolve("agent");
    startAgent(address, storage, logsMayLeave);
  }

  void startAgent(URI address, String storageBase, boolean logsMayLeave) {
    AgentSettings settings =
        new AgentSettings(
            address,
            "test",
            "token",
            "aerie-system",
            Duration.ofDays(7),
            storageBase,
            "",
            state,
            Map.of(),
            logsMayLeave);
    agent =
        new RegionAgent(
            TestKubernetes.shared().asOperator(),
            settings,
            "1.0-test",
            Clock.offset(Clock.systemUTC(), later));
    agent.start(term);
  }

  static String document(String id, long generation, boolean deleted, String keys) {
    return """
        {"clusterId": "%s", "organizationId": "org_1", "projectId": "prj_1", "name": "mine",
         "generation": %d, "deleted": %b,
         "spec": {"class": "tiny", "version": null, "units": 1, "replicas": 1, "suspend": false,
                  "deletionPolicy": "RETAIN"},
         "keys": [%s]}
        """
        .formatted(id, generation, deleted, keys);
  }

  static String listing(String document, String lists) {
    String text = document.strip();
    return text.substring(0, text.length() - 1) + ", " + lists + "}";
  }

  List<String> phases(String id, long generation) {
    return statuses(id).stream()
        .filter(status -> status.get("generation").asLong() == generation)
        .map(status -> status.path("phase").asText())
        .toList();
  }

  boolean isGone(String id) {
    return statuses(id).stream().anyMatch(status -> status.get("gone").asBoolean());
  }

  List<JsonNode> statuses(String id) {
    return of("statuses", id);
  }

  List<JsonNode> of(String field, String id) {
    return controlPlane.reports().stream()
        .flatMap(report -> report.path(field).valueStream())
        .filter(each -> each.get("clusterId").asText().equals(id))
        .toList();
  }

  /** A field of all that was told of a cluster in a list of the reports. */
  List<String> told(String list, String cluster, String field) {
    return controlPlane.reports().stream()
        .flatMap(report -> StreamSupport.stream(report.path(list).spliterator(), false))
        .filter(each -> each.path("clusterId").asText().equals(cluster))
        .map(
            each ->
                each.path(field).isTextual()
                    ? each.path(field).asText()
                    : each.path(field).toString())
        .toList();
  }

  JsonNode last(String list, String name) {
    return controlPlane.reports().stream()
        .flatMap(report -> report.path(list).valueStream())
        .filter(one -> one.path("name").asText().equals(name))
        .reduce((before, after) -> after)
        .orElse(MissingNode.getInstance());
  }

  List<String> features() {
    return controlPlane
        .reports()
        .getLast()
        .at("/region/features")
        .valueStream()
        .map(JsonNode::asText)
        .toList();
  }

  Optional<VectorCluster> cluster(String name) {
    return Optional.ofNullable(
        client.resources(VectorCluster.class).inNamespace(NAMESPACE).withName(name).get());
  }
}
