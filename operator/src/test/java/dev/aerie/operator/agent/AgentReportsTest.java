package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.operator.support.TestKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is reported arrives whatever happens meanwhile. */
class AgentReportsTest extends AgentTest {

  @Test
  void tellsWhatPodsMeasureAndCountFromItsStartOn() throws IOException {
    controlPlane.want(document("cls_measured", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_measured", 1).contains("Ready"));
    Files.writeString(
        TestKubernetes.shared().folder().resolve("agent/cls_measured/key-uses"),
        """
        {"instance": "process", "uses": [{"key": "key_1", "hour": "2026-01-01T12:00:00Z", "calls": 7, "refused": 2,
          "firstAt": "2026-01-01T12:00:01Z", "lastAt": "2026-01-01T12:59:00Z"}]}""");
    agent.close();
    startAgent();

    await()
        .atMost(DEADLINE)
        .until(
            () ->
                told("metrics", "cls_measured", "figures").stream()
                    .anyMatch(figures -> figures.contains("\"ready_replicas\":1.0")));
    await().atMost(DEADLINE).until(() -> !of("keyUses", "cls_measured").isEmpty());
    JsonNode use = of("keyUses", "cls_measured").getFirst();
    assertThat(use.path("keyId").asText()).isEqualTo("key_1");
    assertThat(use.path("instance").asText()).isEqualTo("process");
    assertThat(use.path("calls").asLong()).isEqualTo(7);
    assertThat(use.path("refused").asLong()).isEqualTo(2);
    assertThat(use.path("lastAt").asText()).isEqualTo("2026-01-01T12:59:00Z");
    controlPlane.want(document("cls_measured", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_measured"));
  }

  @Test
  void numbersBatchesOneByOneOverAnOutageAndARestart() {
    controlPlane.want(document("cls_out", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_out", 1).contains("Ready"));

    controlPlane.setOut(true);
    int before = controlPlane.reports().size();
    client.resource(cluster("cls-out").orElseThrow()).delete();
    await().atMost(DEADLINE).until(() -> controlPlane.reports().size() > before + 1);
    agent.close();
    startAgent();
    controlPlane.setOut(false);
    controlPlane.want(document("cls_out", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_out"));

    List<Long> batches =
        controlPlane.reports().stream().map(report -> report.get("batch").asLong()).toList();
    assertThat(batches).isSorted();
    assertThat(batches.stream().distinct().toList())
        .isEqualTo(java.util.stream.LongStream.rangeClosed(1, batches.getLast()).boxed().toList());
    assertThat(controlPlane.reports().stream().map(report -> report.get("agentId")).distinct())
        .hasSize(1);
  }

  @Test
  void aReportThatIsNeverTakenIsSetAsideAndTheNextGoOn() {
    controlPlane.refuseNextReport();
    controlPlane.want(document("cls_refused", 1, false, KEY));

    await().atMost(DEADLINE).until(() -> phases("cls_refused", 1).contains("Ready"));
    assertThat(state.resolve("refused-1.json")).isRegularFile();
    controlPlane.want(document("cls_refused", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_refused"));
  }

  @Test
  void goesOnWhenItsStateCouldNotBeWrittenForAWhile() throws IOException {
    controlPlane.want(document("cls_full", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_full", 1).contains("Ready"));
    Path moved = Files.move(state, state.resolveSibling("moved"));
    controlPlane.want(document("cls_full", 2, true, ""));
    await().atMost(DEADLINE).until(() -> cluster("cls-full").isEmpty());

    Files.move(moved, state);

    await().atMost(DEADLINE).until(() -> isGone("cls_full"));
  }
}
