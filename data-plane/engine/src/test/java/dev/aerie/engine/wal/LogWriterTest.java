package dev.aerie.engine.wal;

import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ExhaustedObjectStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.time.HybridClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {
  @TempDir Path folder;

  /** Its thread would be gone, and the write wait for ever. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aWriteForWhichThereIsNoMemoryIsRefusedAndAnotherPodWrites() {
    ExhaustedObjectStore store =
        new ExhaustedObjectStore(new LocalObjectStore(folder.resolve("objects")));
    try (Engine engine = TestEngine.open(folder, store, config -> config.podName("pod-0"));
        Engine other = open("pod-1")) {
      TestEngine.create(engine, Metric.L2);
      store.exhaust(true);
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> TestEngine.insert(engine, 1, range(0, 3)))
          .withMessageContaining("OutOfMemoryError");
      store.exhaust(false);

      assertEnds(() -> TestEngine.insert(engine, 1, range(0, 3)));
      assertEnds(() -> TestEngine.ids(engine, "", Consistency.EVENTUALLY));
      assertThat(engine.isAlive()).isFalse();
      assertThat(engine.isReady()).isFalse();
      assertThat(engine.isWriter()).isFalse();
      await().atMost(Duration.ofMinutes(1)).until(other::isWriter);
      TestEngine.insert(other, 1, range(0, 3));
      assertThat(TestEngine.ids(other, "")).hasSize(3);
      assertThat(other.isAlive()).isTrue();
    }
    try (Engine again = open("pod-0")) {
      assertThat(again.isAlive()).isTrue();
      assertThat(TestEngine.ids(again, "")).hasSize(3);
    }
  }

  /** A process may hold a later epoch by the time the store answers what it wrote in an older. */
  @Test
  void nothingIsWrittenBehindASeal() {
    ObjectStore store = new LocalObjectStore(folder.resolve("objects"));
    HybridClock clock = new HybridClock(Clock.systemUTC());
    UUID process = UUID.randomUUID();
    LogPosition first = new LogPosition(1, 0);
    new Log(store).seal(first, process, clock.next(), 3);
    AtomicInteger fenced = new AtomicInteger();
    try (LogWriter writer =
        new LogWriter(
            store, clock, process, first, _ -> {}, fenced::incrementAndGet, this::unexpected)) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> writer.append(new LogRecord.DropCollection(1)))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.FENCED));
      writer.fence();
    }
    assertThat(store.list("wal/", "")).containsExactly(first.key());
    assertThat(fenced).hasValue(1);
  }

  private void unexpected(Throwable why) {
    throw new AssertionError(why);
  }

  private Engine open(String pod) {
    return TestEngine.open(
        folder.resolve(pod),
        new LocalObjectStore(folder.resolve("objects")),
        config -> TestEngine.patient(config.podName(pod)));
  }

  private static void assertEnds(ThrowingCallable call) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_READY))
        .withMessageContaining("has to start again");
  }
}
