package dev.aerie.engine.maintenance;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.checkpoint.CheckpointStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.StoppingObjectStore;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A collection is dropped and its objects go, while checkpoints and the log speak of it still. */
class DroppedCollectionTest {
  private static final String KEPT = "kept";

  @TempDir Path folder;

  private ObjectStore store;

  @BeforeEach
  void makeStore() {
    store = new LocalObjectStore(folder.resolve("objects"));
  }

  /** The one that is killed has not written a checkpoint of its own before the drop. */
  @ParameterizedTest
  @CsvSource({"true, PT0S", "false, PT0S", "false, PT1H"})
  void aWriterStartsAfterOneThatWasKilled(boolean checkpointed, Duration retention) {
    UnaryOperator<EngineConfig.Builder> config = c -> eager(c).logRetention(retention);
    if (checkpointed) {
      fillAndCheckpoint();
    }
    try (Engine killed = TestEngine.open(folder, store, config)) {
      if (!checkpointed) {
        fill(killed);
      }
      long dropped = drop(killed);
      awaiting().until(() -> store.list("col/" + dropped + "/", "").isEmpty());

      try (Engine next = TestEngine.open(folder.resolve("next"), store, config)) {
        assertOnlyTheOtherIsThere(next);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "root/.*, false",
    "root/.*, true",
    "col/.*/manifest/.*, false",
    "col/.*/manifest/.*, true",
    "col/.*/seg/.*/rows.parquet, true"
  })
  void aWriterStartsWhereverTheOneBeforeStopped(String where, boolean after) {
    fillAndCheckpoint();
    StoppingObjectStore stopping =
        new StoppingObjectStore(store, key -> key.matches(where), after, true);
    UnaryOperator<EngineConfig.Builder> config = c -> eager(c).logRetention(Duration.ZERO);
    try (Engine stopped = TestEngine.open(folder, stopping, config)) {
      long dropped = drop(stopped);
      awaiting().until(stopping::hasStopped);

      try (Engine next = TestEngine.open(folder.resolve("next"), store, config)) {
        assertOnlyTheOtherIsThere(next);
        awaiting().until(() -> store.list("col/" + dropped + "/", "").isEmpty());
        stopping.goOn();
        awaiting().until(() -> !stopped.isWriter());
        assertOnlyTheOtherIsThere(next);
      }
      try (Engine again = TestEngine.open(folder.resolve("again"), store, config)) {
        assertOnlyTheOtherIsThere(again);
      }
    }
  }

  @Test
  void aReaderThatLagsComesUp() {
    try (Engine writer = TestEngine.open(folder, store, DroppedCollectionTest::eager);
        Engine reader = reader()) {
      fill(writer);
      long dropped = drop(writer);
      awaiting().until(() -> store.list("col/" + dropped + "/", "").isEmpty());

      reader.catchUp();

      assertOnlyTheOtherIsThere(reader);
    }
  }

  @Test
  void itsObjectsStayUntilACheckpointIsWithoutIt() {
    fillAndCheckpoint();
    StoppingObjectStore stopping =
        new StoppingObjectStore(store, key -> key.startsWith("root/"), false, false);
    try (Engine engine =
        TestEngine.open(folder, stopping, c -> eager(c).logRetention(Duration.ZERO))) {
      List<String> before = store.list("col/", "");
      long dropped = drop(engine);
      awaiting().until(stopping::hasStopped);
      assertThat(store.list("col/", "")).isEqualTo(before);

      stopping.goOn();

      awaiting().until(() -> store.list("col/" + dropped + "/", "").isEmpty());
      assertThat(checkpointed()).doesNotContain(dropped);
    }
  }

  /** Two collections, one of which is to be dropped. */
  private static void fill(Engine engine) {
    TestEngine.create(engine, Metric.L2);
    TestEngine.insert(engine, 1, range(0, 50));
    engine.flush("default", COLLECTION);
    engine.definitions().createCollection(CreateCollection.of(KEPT, TestEngine.schema()));
    engine.insert(WriteRequest.of(KEPT, TestEngine.rows(1, range(0, 20))));
  }

  private void fillAndCheckpoint() {
    try (Engine engine = TestEngine.open(folder, store, c -> c.flushBytes(1).checkpointBytes(1))) {
      fill(engine);
      awaiting().until(() -> checkpointed().size() == 2);
    }
  }

  private static long drop(Engine engine) {
    long id = engine.definitions().collection("default", COLLECTION).id();
    engine.definitions().dropCollection("default", COLLECTION);
    return id;
  }

  private static void assertOnlyTheOtherIsThere(Engine engine) {
    assertThat(engine.definitions().collections("default"))
        .extracting(Collection::name)
        .containsExactly(KEPT);
    assertThat(engine.rowCount("default", KEPT, List.of())).isEqualTo(20);
  }

  private Engine reader() {
    return TestEngine.open(
        folder.resolve("reader"),
        new LocalObjectStore(folder.resolve("objects")),
        c -> c.podName("reader").role(EngineConfig.Role.READER).tailInterval(Duration.ofHours(1)));
  }

  private static EngineConfig.Builder eager(EngineConfig.Builder config) {
    return config.garbageGrace(Duration.ZERO);
  }

  /** Ids of the collections that a pod starts with, where they have segments. */
  private List<Long> checkpointed() {
    return new CheckpointStore(store)
        .newest().collections().stream()
            .filter(e -> e.manifest() > 0)
            .map(e -> e.collection().id())
            .toList();
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }
}
