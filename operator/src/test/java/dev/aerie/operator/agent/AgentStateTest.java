package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.aerie.operator.agent.protocol.KeyUse;
import dev.aerie.operator.agent.protocol.UsageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentStateTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModules(new JavaTimeModule(), new Jdk8Module()).build();

  @TempDir private Path folder;

  @Test
  void intervalsThatFollowEachOtherBecomeOneHoweverLongTheOutage() {
    AgentState state = AgentState.in(folder, JSON);
    for (int minute = 0; minute < 100; minute++) {
      state.addUsage(List.of(minute("cls_a", 2, minute), minute("cls_b", 1, minute)), List.of());
    }
    state.addUsage(List.of(minute("cls_a", 4, 100)), List.of());

    assertThat(AgentState.in(folder, JSON).usage())
        .containsExactly(
            UsageRecord.of("cls_a", 2, 1, START, START.plusSeconds(6000)),
            UsageRecord.of("cls_b", 1, 1, START, START.plusSeconds(6000)),
            minute("cls_a", 4, 100));
  }

  @Test
  void knowsAfterARestartWhatRanOn() {
    OpenInterval open = new OpenInterval("cls_a", 2, 1, START);
    AgentState.in(folder, JSON).addUsage(List.of(), List.of(open));

    assertThat(AgentState.in(folder, JSON).open()).containsExactly(open);
  }

  /** A process is back after a crash, or another one has its folder: nobody has acted since. */
  @ParameterizedTest
  @CsvSource({"4, true", "5, true", "6, false", "3, false", ", false"})
  void whatRanOnIsForgottenIfAnotherHasActedSince(Long term, boolean alone) {
    OpenInterval open = new OpenInterval("cls_a", 2, 1, START);
    AgentState before = AgentState.in(folder, JSON);
    assertThat(before.resume(OptionalLong.of(4))).isTrue();
    before.addUsage(List.of(minute("cls_a", 2, 0)), List.of(open));

    AgentState state = AgentState.in(folder, JSON);
    assertThat(state.resume(term == null ? OptionalLong.empty() : OptionalLong.of(term)))
        .isEqualTo(alone);

    assertThat(state.open()).isEqualTo(alone ? List.of(open) : List.of());
    assertThat(state.usage()).containsExactly(minute("cls_a", 2, 0));
  }

  @Test
  void aStateThatCannotBeWrittenIsWhatItWas() throws IOException {
    AgentState state = AgentState.in(folder.resolve("state"), JSON);
    state.addUsage(List.of(minute("cls_a", 2, 0)), List.of());
    Files.delete(folder.resolve("state/agent.json"));
    Files.delete(folder.resolve("state"));

    assertThatThrownBy(() -> state.addUsage(List.of(minute("cls_a", 2, 1)), List.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("AERIE_STATE_DIR");

    Files.createDirectory(folder.resolve("state"));
    state.addUsage(List.of(minute("cls_a", 2, 1)), List.of());
    assertThat(AgentState.in(folder.resolve("state"), JSON).usage())
        .containsExactly(UsageRecord.of("cls_a", 2, 1, START, START.plusSeconds(120)));
  }

  @Test
  void ofEachHourOfAKeyTheNewestCountIsKeptAndOfTooManyTheNewest() {
    AgentState state = AgentState.in(folder, JSON);
    state.addKeyUses(List.of(use("key_a", 3), use("key_b", 1)));
    state.addKeyUses(List.of(use("key_a", 5)));

    assertThat(AgentState.in(folder, JSON).keyUses())
        .containsExactly(use("key_a", 5), use("key_b", 1));
    state.addKeyUses(
        IntStream.range(0, SavedState.MOST_KEY_USES).mapToObj(i -> use("key_" + i, 1)).toList());
    assertThat(state.keyUses())
        .hasSize(SavedState.MOST_KEY_USES)
        .doesNotContain(use("key_a", 5), use("key_b", 1));
  }

  @Test
  void whatAnOlderAgentKeptIsRead() throws IOException {
    AgentState.in(folder, JSON).addUsage(List.of(minute("cls_a", 2, 0)), List.of());
    Path file = folder.resolve("agent.json");
    Files.writeString(
        file, Files.readString(file).replaceAll(",\"(keyUses\":\\[]|term\":null)", ""));

    AgentState state = AgentState.in(folder, JSON);
    assertThat(state.usage()).containsExactly(minute("cls_a", 2, 0));
    assertThat(state.keyUses()).isEmpty();
    assertThat(state.resume(OptionalLong.of(9))).isTrue();
  }

  private static KeyUse use(String key, long calls) {
    return new KeyUse("cls_a", "pod", key, START, calls, 0, START, START);
  }

  private static UsageRecord minute(String cluster, int units, int minute) {
    Instant from = START.plusSeconds(60L * minute);
    return UsageRecord.of(cluster, units, 1, from, from.plusSeconds(60));
  }
}
