package dev.aerie.engine.replica;

import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.StoppingObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.ConsistencyLevel;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /**
   * Its put has an object in the log that its successor reads, and itself, too, when it reads on.
   */
  @Test
  void aWriteThatIsAnsweredAfterItsWriterWasReplacedIsThereOnce() throws Exception {
    AtomicBoolean answered = new AtomicBoolean(true);
    StoppingObjectStore stopping =
        new StoppingObjectStore(
            store(), key -> !answered.get() && key.startsWith("wal/"), true, false);
    try (Engine older = TestEngine.open(folder.resolve("older"), stopping, c -> c)) {
      TestEngine.create(older, Metric.L2);
      insert(older, 0, range(0, 10));
      answered.set(false);
      CompletableFuture<Void> write =
          CompletableFuture.runAsync(() -> insert(older, 0, range(10, 20)));
      await().atMost(Duration.ofSeconds(20)).until(stopping::hasStopped);
      try (Engine newer = TestEngine.open(folder.resolve("newer"), store(), c -> c)) {
        insert(newer, 0, range(20, 30));
        await().atMost(Duration.ofSeconds(20)).until(() -> !older.isWriter());
        await().atMost(Duration.ofSeconds(20)).until(() -> count(older) == 30);

        stopping.goOn();
        write.get(20, TimeUnit.SECONDS);
        insert(newer, 0, range(30, 40));

        assertThat(count(newer)).isEqualTo(40);
        assertThat(count(older)).isEqualTo(40);
      }
    }
  }

  /** The other one has gone on from the manifest before, or has written the same rows. */
  @ParameterizedTest
  @ValueSource(strings = {"col/.*/rows.parquet", "col/.*/manifest/.*"})
  void aFlushOfAnEpochThatIsOverIsNotFinishedInALaterOne(String stoppedAfter) {
    StoppingObjectStore stopping =
        new StoppingObjectStore(store(), key -> key.matches(stoppedAfter), true, false);
    try (Engine older =
        TestEngine.open(folder.resolve("older"), stopping, c -> c.podName("pod-0"))) {
      TestEngine.create(older, Metric.L2);
      insert(older, 0, range(0, 10));
      CompletableFuture<Void> flush =
          CompletableFuture.runAsync(() -> older.flush("default", TestEngine.COLLECTION));
      await().atMost(Duration.ofSeconds(20)).until(stopping::hasStopped);
      try (Engine newer =
          TestEngine.open(folder.resolve("newer"), store(), c -> c.podName("pod-0"))) {
        insert(newer, 0, range(10, 20));
        newer.flush("default", TestEngine.COLLECTION);
        await().atMost(Duration.ofSeconds(20)).until(() -> !older.isWriter());
      }
      await().atMost(Duration.ofSeconds(20)).until(older::isWriter);

      stopping.goOn();
      assertThatThrownBy(flush::join)
          .hasCauseInstanceOf(EngineException.class)
          .hasMessageContaining("another replica");

      assertThat(count(older)).isEqualTo(20);
      insert(older, 0, range(20, 30));
      older.flush("default", TestEngine.COLLECTION);
      assertThat(count(older)).isEqualTo(30);
    }
    try (Engine next = TestEngine.open(folder.resolve("next"), store(), c -> c)) {
      assertThat(count(next)).isEqualTo(30);
    }
  }

  private static int count(Engine engine) {
    return ids(engine, "", Consistency.STRONG).size();
  }

  /**
   * What the newer one has acknowledged has to be read, or what lies back longer than the bound.
   */
  @ParameterizedTest
  @EnumSource(names = {"SESSION", "BOUNDED"})
  void aWriterThatDoesNotKnowOfItsSuccessorReadsAsFreshAsItsLevelSays(ConsistencyLevel level) {
    try (Engine older =
        TestEngine.open(
            folder, c -> c.tailInterval(Duration.ofMinutes(1)).boundedLag(Duration.ZERO))) {
      TestEngine.create(older, Metric.L2);
      insert(older, 0, 1);
      assertThat(ids(older, "", Consistency.BOUNDED)).containsExactly(1L);
      try (Engine newer = TestEngine.open(folder)) {
        long written =
            newer.insert(WriteRequest.of(TestEngine.COLLECTION, TestEngine.rows(0, 2))).timestamp();
        Consistency wanted =
            level == ConsistencyLevel.SESSION ? Consistency.session(written) : Consistency.BOUNDED;

        assertThat(older.isWriter()).isTrue();
        assertThat(ids(older, "", wanted)).containsExactly(1L, 2L);
        assertThat(older.isWriter()).isFalse();
      }
    }
  }

  @Test
  void aWriterThatWasReplacedWritesOverNoDeleteFileOfItsSuccessor() {
    StoppingObjectStore stopping =
        new StoppingObjectStore(store(), key -> key.contains("/del-"), false, true);
    try (Engine older = TestEngine.open(folder.resolve("older"), stopping, c -> c)) {
      TestEngine.create(older, Metric.L2);
      insert(older, 0, range(0, 50));
      older.flush("default", TestEngine.COLLECTION);
      delete(older, "id < 5");
      CompletableFuture<Void> flush =
          CompletableFuture.runAsync(() -> older.flush("default", TestEngine.COLLECTION));
      await().atMost(Duration.ofSeconds(20)).until(stopping::hasStopped);
      try (Engine newer = TestEngine.open(folder.resolve("newer"), store(), c -> c)) {
        delete(newer, "id < 10");
        newer.flush("default", TestEngine.COLLECTION);
        stopping.goOn();
        assertThatThrownBy(flush::join).hasCauseInstanceOf(EngineException.class);
      }
    }
    try (Engine next = TestEngine.open(folder.resolve("next"), store(), c -> c)) {
      assertThat(ids(next, "")).hasSize(40);
    }
  }

  private static void delete(Engine engine, String filter) {
    engine.delete(DeleteRequest.of(TestEngine.COLLECTION, TestEngine.filter(filter)));
  }

  @Test
  void takesOverFromAWriterThatReleasedItsEpoch() {
    try (Engine first = TestEngine.open(folder, c -> c.podName("pod-0"));
        Engine second = TestEngine.open(folder, c -> TestEngine.patient(c.podName("pod-1")))) {
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
    try (Engine engine = TestEngine.open(folder, c -> TestEngine.patient(c.podName("pod-1")))) {
      assertThat(engine.status().writer()).isFalse();
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> TestEngine.create(engine, Metric.L2))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_WRITER))
          .withMessageContaining("pod-0:19530");
      await().atMost(Duration.ofMinutes(1)).until(() -> engine.status().writer());
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
              .insert(WriteRequest.of(TestEngine.COLLECTION, TestEngine.rows(0, 100)))
              .timestamp();
      assertThat(ids(reader, "id == 100", Consistency.session(written))).isEqualTo(List.of(100L));
    }
  }

  private ObjectStore store() {
    return new LocalObjectStore(folder.resolve("objects"));
  }
}
