package dev.aerie.operator.cluster.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.operator.cluster.observation.PodKeyUsesClient.Count;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodKeyUsesClientTest {

  @Test
  void readsWhatAPodCounted() {
    assertThat(
            PodKeyUsesClient.read(
                """
                {"instance": "i", "uses": [{"key": "key_1", "hour": "2026-01-01T12:00:00Z", "calls": 7, "refused": 2,
                  "firstAt": "2026-01-01T12:00:01.5Z", "lastAt": "2026-01-01T12:59:00Z", "later": true}]}"""))
        .containsExactly(
            new Count(
                "i",
                "key_1",
                Instant.parse("2026-01-01T12:00:00Z"),
                7,
                2,
                Instant.parse("2026-01-01T12:00:01.5Z"),
                Instant.parse("2026-01-01T12:59:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Resource not found",
        "{\"status\": \"UP\", \"checks\": []}",
        "{\"instance\": \"i\"}",
        "{\"instance\": \"i\", \"uses\": [{\"key\": \"key_1\", \"hour\": \"noon\"}]}"
      })
  void aPodThatDoesNotCountTellsNothing(String answer) {
    assertThat(PodKeyUsesClient.read(answer)).isEmpty();
  }
}
