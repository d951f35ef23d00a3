package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.junit.jupiter.api.Test;

/** Logs leave the region only where that is allowed. */
class AgentLogsTest extends AgentTest {

  @Test
  void readsLogsWhereThatIsAllowed() {
    agent.close();
    startAgent(controlPlane.url(), true);
    controlPlane.want(document("cls_logs", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_logs", 1).contains("Ready"));
    assertThat(features()).contains("logs");

    controlPlane.askForLogs(logs("one", ", \"tail\": 2"));
    JsonNode told =
        await().atMost(DEADLINE).until(() -> answer("one"), node -> !node.isMissingNode());
    assertThat(told.at("/pods/0/pod").asText()).isEqualTo("cls-logs-0");
    assertThat(told.at("/pods/0/lines").valueStream().map(JsonNode::asText))
        .hasSize(2)
        .last()
        .asString()
        .contains("serves");
    assertThat(told.at("/pods/0/truncated").asBoolean()).isFalse();

    controlPlane.askForLogs(logs("two", ", \"tail\": 9, \"pod\": \"cls-logs-7\""));
    await().atMost(DEADLINE).until(() -> !answer("two").isMissingNode());
    assertThat(answer("two").path("pods")).isEmpty();
    controlPlane.askForLogs(logs("three", ", \"tail\": 9, \"since\": \"2999-01-01T00:00:00Z\""));
    await().atMost(DEADLINE).until(() -> !answer("three").isMissingNode());
    assertThat(answer("three").at("/pods/0/lines")).isEmpty();
    controlPlane.want(document("cls_logs", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_logs"));
  }

  @Test
  void keepsLogsToItselfUnlessToldOtherwise() {
    controlPlane.want(document("cls_quiet", 1, false, KEY));
    await().atMost(DEADLINE).until(() -> phases("cls_quiet", 1).contains("Ready"));
    assertThat(features()).doesNotContain("logs");

    controlPlane.askForLogs(logs("one", ", \"tail\": 2").replace("cls_logs", "cls_quiet"));
    controlPlane.want(document("cls_quiet", 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone("cls_quiet"));

    assertThat(controlPlane.logs()).isEmpty();
  }

  private static String logs(String id, String more) {
    return "{\"id\": \"%s\", \"projectId\": \"prj_1\", \"clusterId\": \"cls_logs\"%s}"
        .formatted(id, more);
  }

  private JsonNode answer(String request) {
    return controlPlane.logs().stream()
        .filter(answer -> answer.path("requestId").asText().equals(request))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
