package dev.aerie.engine.replica;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.range;
import static dev.aerie.engine.TestEngine.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader knows of what the writer did. */
class CatchUpTest {
  @TempDir Path folder;

  private Engine writer;

  @BeforeEach
  void openWriter() {
    writer = TestEngine.open(folder, c -> c.podName("pod-0"));
  }

  @AfterEach
  void closeWriter() {
    writer.close();
  }

  @Test
  void learnsOfDefinitionsAndRows() {
    try (Engine reader = reader(Duration.ofSeconds(10))) {
      TestEngine.create(writer, Metric.L2);
      insert(writer, 0, range(0, 10));
      assertThat(reader.definitions().findCollection("default", TestEngine.COLLECTION)).isEmpty();
      reader.catchUp();
      assertThat(ids(reader, "", Consistency.EVENTUALLY)).hasSize(10);
    }
  }

  @Test
  void isThereAtOnceOnTheWriter() {
    TestEngine.create(writer, Metric.L2);
    writer.catchUp();
    assertThat(writer.isWriter()).isTrue();
    assertThat(ids(writer, "", Consistency.EVENTUALLY)).isEmpty();
  }

  @Test
  void givesUpInTime() {
    try (Engine reader = reader(Duration.ZERO)) {
      TestEngine.create(writer, Metric.L2);
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(reader::catchUp)
          .withMessageContaining("did not reach the end of the log within 0 ms")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_READY));
    }
  }

  @Test
  void aReadIsAsFreshAsItsLevelSays() {
    TestEngine.create(writer, Metric.L2);
    insert(writer, 0, 1);
    try (Engine reader = reader(Duration.ofSeconds(10))) {
      insert(writer, 0, 2);
      long second = writer.insert(WriteRequest.of(COLLECTION, rows(0, 3))).timestamp();
      insert(writer, 0, 4);
      assertThat(ids(reader, "", Consistency.EVENTUALLY)).containsExactly(1L);
      assertThat(ids(reader, "", Consistency.BOUNDED)).containsExactly(1L);
      assertThat(ids(reader, "", Consistency.session(1))).containsExactly(1L);
      assertThat(ids(reader, "", Consistency.session(second))).contains(1L, 2L, 3L);
      long fifth = writer.insert(WriteRequest.of(COLLECTION, rows(0, 5))).timestamp();
      assertThat(ids(reader, "", Consistency.EVENTUALLY)).doesNotContain(5L);
      assertThat(ids(reader, "", Consistency.BOUNDED)).doesNotContain(5L);
      assertThat(ids(reader, "", Consistency.bounded(fifth))).contains(5L);
      insert(writer, 0, 6);
      assertThat(ids(reader, "", Consistency.EVENTUALLY)).doesNotContain(6L);
      assertThat(ids(reader, "", Consistency.STRONG)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }
  }

  @Test
  void aBoundedReadLagsNoLongerThanItsBound() {
    TestEngine.create(writer, Metric.L2);
    try (Engine reader = reader(Duration.ofSeconds(10), Duration.ZERO)) {
      insert(writer, 0, 1);
      assertThat(ids(reader, "", Consistency.EVENTUALLY)).isEmpty();
      assertThat(ids(reader, "", Consistency.BOUNDED)).containsExactly(1L);
    }
  }

  private Engine reader(Duration readTimeout) {
    return reader(readTimeout, Duration.ofHours(1));
  }

  private Engine reader(Duration readTimeout, Duration boundedLag) {
    return TestEngine.open(
        folder.resolve("reader"),
        new LocalObjectStore(folder.resolve("objects")),
        c ->
            c.podName("pod-1")
                .role(EngineConfig.Role.READER)
                .tailInterval(Duration.ofHours(1))
                .readTimeout(readTimeout)
                .boundedLag(boundedLag));
  }
}
