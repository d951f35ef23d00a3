package dev.aerie.engine.replica;

import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FencingTest {
  @TempDir Path folder;

  @Test
  void stopsTheOlderOfTwoWriters() {
    // The older one looks for newer epochs once a minute, so that only its next write can tell it.
    try (Engine older = TestEngine.open(folder, c -> c.tailInterval(Duration.ofMinutes(1)))) {
      TestEngine.create(older, Metric.L2);
      insert(older, 0, range(0, 10));
      try (Engine newer = TestEngine.open(folder)) {
        assertThat(newer.status().writer()).isTrue();
        assertThat(newer.status().epoch()).isEqualTo(older.status().epoch() + 1);
        insert(newer, 0, range(10, 20));
        assertThatExceptionOfType(EngineException.class)
            .isThrownBy(() -> insert(older, 0, range(20, 30)))
            .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FENCED));
        assertThatExceptionOfType(EngineException.class)
            .isThrownBy(() -> insert(older, 0, range(20, 30)))
            .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_WRITER));
        assertThat(ids(newer, "")).hasSize(20);
        assertThat(ids(older, "", Consistency.STRONG)).hasSize(20);
      }
    }
  }

  @Test
  void takesOverFromAWriterThatReleasedItsEpoch() {
    try (Engine first = TestEngine.open(folder, c -> c.podName("pod-0"));
        Engine second = TestEngine.open(folder, c -> c.podName("pod-1"))) {
      TestEngine.create(first, Metric.L2);
      insert(first, 0, range(0, 10));
      assertThat(second.status().writer()).isFalse();
      first.drain();
      await().atMost(Duration.ofSeconds(20)).until(() -> second.status().writer());
      insert(second, 0, range(10, 20));
      assertThat(ids(second, "")).hasSize(20);
      assertThat(ids(first, "")).hasSize(20);
    }
  }

  @Test
  void waitsOutTheLeaseOfAnotherPodThatVanished() {
    EpochLeft.behind(folder, "pod-0");
    try (Engine engine = TestEngine.open(folder, c -> c.podName("pod-1"))) {
      assertThat(engine.status().writer()).isFalse();
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> TestEngine.create(engine, Metric.L2))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_WRITER))
          .withMessageContaining("pod-0:19530");
      await().atMost(Duration.ofSeconds(20)).until(() -> engine.status().writer());
      TestEngine.create(engine, Metric.L2);
    }
  }

  @Test
  void takesItsOwnEpochOverAtOnce() {
    EpochLeft.behind(folder, "pod-0");
    try (Engine engine = TestEngine.open(folder, c -> c.podName("pod-0"))) {
      assertThat(engine.status().writer()).isTrue();
    }
  }

  @Test
  void readsWhatTheWriterWrites() {
    try (Engine writer =
            TestEngine.open(
                folder.resolve("w"),
                store(),
                c -> c.podName("pod-0").advertisedAddress("pod-0:19530"));
        Engine reader =
            TestEngine.open(
                folder.resolve("r"),
                store(),
                c -> c.podName("pod-1").role(EngineConfig.Role.READER))) {
      TestEngine.create(writer, Metric.L2);
      insert(writer, 0, range(0, 10));
      assertThat(ids(reader, "", Consistency.STRONG)).hasSize(10);
      assertThat(reader.status().writerAddress()).isEqualTo("pod-0:19530");
      writer.flush("default", TestEngine.COLLECTION);
      TestEngine.upsert(writer, 1, range(5, 15));
      assertThat(ids(reader, "info[\"seed\"] == 1", Consistency.STRONG)).hasSize(10);
      writer.flush("default", TestEngine.COLLECTION);
      writer.compact("default", TestEngine.COLLECTION);
      assertThat(ids(reader, "", Consistency.STRONG)).hasSize(15);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> reader.segments("default", TestEngine.COLLECTION).size() == 1);
      long written =
          writer
              .insert(
                  dev.aerie.engine.query.WriteRequest.of(
                      TestEngine.COLLECTION, TestEngine.rows(0, 100)))
              .timestamp();
      assertThat(ids(reader, "id == 100", Consistency.session(written))).isEqualTo(List.of(100L));
    }
  }

  private dev.aerie.engine.objectstore.ObjectStore store() {
    return new dev.aerie.engine.objectstore.LocalObjectStore(folder.resolve("objects"));
  }
}
