package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.crds.VectorCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What leaves a region is what its customers are told of. */
class AgentDisclosureTest extends AgentTest {

  /** Every byte that leaves, while a cluster begins, breaks for want of a Secret, and ends. */
  @Test
  void sendsWhatTheReportForCustomersSaysAndNothingElse() throws IOException {
    agent.close();
    try (CuttingProxy recorder = new CuttingProxy(controlPlane.url())) {
      startAgent(recorder.url());
      goesThroughItsLife();
      agent.close();

      assertThat(reported().distinct()).isNotEmpty().isSubsetOf(allowed());
      String sent = recorder.requests();
      assertThat(sent).contains("cls_told", "POST /agent/v1/report", "GET /agent/v1/desired");
      assertThat(sent)
          .doesNotContain(
              "ab12ef56ab12ef56", "key_1", "cd34ef56cd34ef56", "key_2", "shop", "goods", "10.0.0.0")
          .doesNotContain("AKIAPEOPLES", encoded("AKIAPEOPLES"), "peoples-secret")
          .doesNotContain(encoded("peoples-secret"), "\"mine\"");
      assertThat(calls(sent).distinct())
          .isSubsetOf(
              "POST /agent/v1/enrol",
              "POST /agent/v1/key",
              "GET /agent/v1/desired",
              "POST /agent/v1/report");
      assertThat(controlPlane.otherCalls()).isEmpty();
    }
  }

  private void goesThroughItsLife() {
    controlPlane.want(document("cls_told", 1, false, KEY + "," + NARROW_KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_told", 1).contains("Ready"));
    client.resource(secretOfThePeople()).serverSideApply();
    client
        .resources(VectorCluster.class)
        .inNamespace(NAMESPACE)
        .withName("cls-told")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\": {\"storage\": {\"credentialsRef\": \"told-storage\"}}}");
    await().atMost(DEADLINE).until(() -> phases("cls_told", 1).contains("Degraded"));
    assertThat(statuses("cls_told"))
        .anySatisfy(
            status ->
                assertThat(status.path("message").asText())
                    .contains("of 1 pods have the newest spec"));
    controlPlane.want(document("cls_told", 2, true, KEY));
    await().atMost(DEADLINE).until(() -> isGone("cls_told"));
  }

  private static List<String> allowed() throws IOException {
    return Files.readAllLines(Path.of("../deploy/byoc/REPORT.md")).stream()
        .filter(line -> line.startsWith("- `"))
        .map(line -> line.substring(3, line.length() - 1))
        .toList();
  }

  /** Names of figures are keys of a map, and stand in the report as words. */
  private Stream<String> reported() {
    return controlPlane.reports().stream()
        .flatMap(report -> leaves("", report))
        .map(field -> field.replaceFirst("^(metrics\\.figures)\\..*", "$1"));
  }

  private static Stream<String> calls(String sent) {
    return Pattern.compile("(?m)^([A-Z]+ \\S+?)(\\?\\S*)? HTTP/1.1\\r?$")
        .matcher(sent)
        .results()
        .map(line -> line.group(1));
  }

  /** With a wrong entry, so that pods that need it do not start. */
  private static Secret secretOfThePeople() {
    return new SecretBuilder()
        .withNewMetadata()
        .withName("told-storage")
        .withNamespace(NAMESPACE)
        .endMetadata()
        .addToStringData("accessKey", "AKIAPEOPLES")
        .addToStringData("secret", "peoples-secret")
        .build();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Stream<String> leaves(String path, JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().flatMap(each -> leaves(path, each));
    }
    return node.isObject()
        ? node.properties().stream()
            .flatMap(
                field ->
                    leaves(
                        path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                        field.getValue()))
        : Stream.of(path);
  }
}
