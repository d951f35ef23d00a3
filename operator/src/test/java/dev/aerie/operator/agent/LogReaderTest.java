package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.operator.agent.protocol.LogAnswer.PodLog;
import org.junit.jupiter.api.Test;

class LogReaderTest {

  @Test
  void keepsTheNewestLinesThatHaveRoomAndOnlyWholeOnes() {
    String line = "x".repeat(999) + "\n";

    PodLog log = LogReader.log("pod-0", line.repeat(500) + "last\n");

    assertThat(log.truncated()).isTrue();
    assertThat(log.lines()).hasSizeBetween(260, 263).last().isEqualTo("last");
    assertThat(log.lines().getFirst()).hasSize(999);
    assertThat(LogReader.log("pod-0", "a\nb\n").truncated()).isFalse();
  }

  @Test
  void whatLooksLikeAKeyDoesNotLeave() {
    assertThat(
            LogReader.log(
                    "pod-0",
                    "token aerie_01k0exampe0keyf0r0scanners_000000000000000000000000000000000000000000039NVyk, cluster aerie_x")
                .lines())
        .containsExactly("token aerie_…, cluster aerie_x");
  }
}
