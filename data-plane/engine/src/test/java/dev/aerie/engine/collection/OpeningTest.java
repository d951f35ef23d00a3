package dev.aerie.engine.collection;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.WatchedObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment with a delete file is opened while the store takes its time. */
class OpeningTest {
  private static final String GATE = "gate";

  @TempDir Path folder;
  private ObjectStore objects;
  private WatchedObjectStore slow;

  @BeforeEach
  void write() {
    objects = new LocalObjectStore(folder.resolve("objects"));
    objects.put(GATE, new byte[0]);
    slow = new WatchedObjectStore(objects);
    try (Engine engine = TestEngine.open(folder, objects, c -> c)) {
      TestEngine.create(engine, Metric.L2);
      insert(engine, 0, range(0, 50));
      engine.flush("default", COLLECTION);
      delete(engine, "id < 5");
    }
  }

  @Test
  void writesDoNotWaitForIt() {
    try (Engine engine = TestEngine.open(folder.resolve("next"), slow, c -> c)) {
      CompletableFuture<List<Long>> read = beginToRead(engine);
      insert(engine, 0, 100);
      assertThat(read).isNotDone();
      letItGoOn();
      assertThat(read.join()).contains(5L).doesNotContain(4L);
    }
  }

  @Test
  void aDeleteFileThatIsReplacedMeanwhileIsReadAnew() {
    try (Engine writer = TestEngine.open(folder.resolve("writer"), objects, c -> c);
        Engine reader =
            TestEngine.open(
                folder.resolve("reader"),
                slow,
                c -> c.podName("reader").role(EngineConfig.Role.READER))) {
      CompletableFuture<List<Long>> read = beginToRead(reader);
      delete(writer, "id < 10");
      reader.catchUp();
      letItGoOn();
      assertThat(read.join()).hasSize(40);
    }
  }

  /** Returns once the delete file is being read, which lasts. */
  private CompletableFuture<List<Long>> beginToRead(Engine engine) {
    slow.watch(key -> key.contains("/del-") || key.equals(GATE), 2);
    CompletableFuture<List<Long>> read =
        CompletableFuture.supplyAsync(() -> ids(engine, "", Consistency.EVENTUALLY));
    await().atMost(Duration.ofSeconds(20)).until(() -> !slow.reads().isEmpty());
    return read;
  }

  private void letItGoOn() {
    slow.get(GATE);
  }

  private static void delete(Engine engine, String filter) {
    engine.delete(DeleteRequest.of(COLLECTION, TestEngine.filter(filter)));
    engine.flush("default", COLLECTION);
  }
}
