package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent is back after days, and the cluster runs as it did. */
class AgentUsageTest extends AgentTest {

  @ParameterizedTest
  @CsvSource({"1, true", "2, false"})
  void countsTheTimeBetweenUnlessAnotherHasActed(long laterTerm, boolean counted) {
    String id = "cls_days" + laterTerm;
    controlPlane.want(document(id, 1, false, KEY));
    await().atMost(DEADLINE).until(() -> !of("usage", id).isEmpty());
    agent.close();

    later = Duration.ofDays(9);
    term = OptionalLong.of(laterTerm);
    Instant back = Instant.now().plus(later);
    startAgent();
    await()
        .atMost(DEADLINE)
        .until(() -> of("usage", id).stream().anyMatch(one -> !time(one, "to").isBefore(back)));

    assertThat(of("usage", id).stream().anyMatch(AgentUsageTest::tookDays)).isEqualTo(counted);
    controlPlane.want(document(id, 2, true, ""));
    await().atMost(DEADLINE).until(() -> isGone(id));
  }

  private static boolean tookDays(JsonNode usage) {
    return Duration.between(time(usage, "from"), time(usage, "to")).toDays() > 0;
  }

  private static Instant time(JsonNode usage, String field) {
    return Instant.parse(usage.path(field).asText());
  }
}
