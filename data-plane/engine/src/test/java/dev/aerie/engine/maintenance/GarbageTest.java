package dev.aerie.engine.maintenance;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ForwardingObjectStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.objectstore.StoppingObjectStore;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nothing refers to any more goes, also where the segment around it stays. */
class GarbageTest {
  private static final String PARTITION = "dropped";

  @TempDir Path folder;
  private ObjectStore store;

  @BeforeEach
  void makeStore() {
    store = new LocalObjectStore(folder.resolve("objects"));
  }

  @Test
  void deleteFilesThatWereReplacedGoUnlessABackupNeedsThem() {
    try (Engine engine = TestEngine.open(folder, store, GarbageTest::eager)) {
      fill(engine);
      deleteOneByOne(engine, 0, 1);
      engine.backup("kept");
      List<String> kept = deleteFiles();
      deleteOneByOne(engine, 1, 4);
      awaiting().until(() -> deleteFiles().size() == 2);
      assertThat(deleteFiles()).containsAll(kept);

      new BackupStore(store).delete("kept");

      awaiting().until(() -> deleteFiles().size() == 1);
    }
    try (Engine next = TestEngine.open(folder.resolve("next"), store, GarbageTest::eager)) {
      assertThat(ids(next, "")).hasSize(96);
    }
  }

  @Test
  void deleteFilesThatAProcessLeftAreFoundByTheNext() {
    try (Engine engine = TestEngine.open(folder, store, GarbageTest::idle)) {
      fill(engine);
      deleteOneByOne(engine, 0, 3);
    }
    assertThat(deleteFiles()).hasSize(3);
    try (Engine next = TestEngine.open(folder.resolve("next"), store, GarbageTest::eager)) {
      awaiting().until(() -> deleteFiles().size() == 1);
      assertThat(ids(next, "")).hasSize(97);
    }
  }

  @Test
  void segmentsOfAFlushThatFailedGo() {
    AtomicBoolean failing = new AtomicBoolean();
    ObjectStore manifestsFail =
        new ForwardingObjectStore(store) {
          @Override
          public boolean putIfAbsent(String key, byte[] content) {
            if (key.contains("/manifest/") && failing.getAndSet(false)) {
              throw new ObjectStoreException(
                  ErrorCode.STORAGE_UNAVAILABLE, key, "is out of reach", null);
            }
            return super.putIfAbsent(key, content);
          }
        };
    try (Engine engine = TestEngine.open(folder, manifestsFail, GarbageTest::eager)) {
      TestEngine.create(engine, Metric.L2);
      insert(engine, 0, range(0, 10));
      failing.set(true);
      assertThatExceptionOfType(ObjectStoreException.class)
          .isThrownBy(() -> engine.flush("default", COLLECTION));
      engine.flush("default", COLLECTION);
      awaiting().until(() -> segmentFolders() == 1);
      assertThat(ids(engine, "")).hasSize(10);
    }
  }

  @Test
  void aPartitionMayBeDroppedWhileItsSegmentsAreMerged() {
    AtomicBoolean merging = new AtomicBoolean();
    StoppingObjectStore stopping =
        new StoppingObjectStore(
            store, key -> merging.get() && key.endsWith("/rows.parquet"), true, false);
    try (Engine engine = TestEngine.open(folder, stopping, GarbageTest::eager)) {
      TestEngine.create(engine, Metric.L2);
      engine.definitions().createPartition("default", COLLECTION, PARTITION);
      for (int segment = 0; segment < 2; segment++) {
        engine.insert(
            new WriteRequest("default", COLLECTION, PARTITION, TestEngine.rows(segment, 1, 2)));
        engine.flush("default", COLLECTION);
      }
      merging.set(true);
      CompletableFuture<Void> merge =
          CompletableFuture.runAsync(() -> engine.compact("default", COLLECTION));
      awaiting().until(stopping::hasStopped);
      engine.definitions().dropPartition("default", COLLECTION, PARTITION);
      stopping.goOn();
      merge.join();
      assertThat(engine.segments("default", COLLECTION)).isEmpty();
      awaiting().until(() -> segmentFolders() == 0);
    }
  }

  private static void fill(Engine engine) {
    TestEngine.create(engine, Metric.L2);
    insert(engine, 0, range(0, 100));
    engine.flush("default", COLLECTION);
  }

  private static void deleteOneByOne(Engine engine, long from, long to) {
    for (long id = from; id < to; id++) {
      engine.delete(DeleteRequest.of(COLLECTION, TestEngine.filter("id in [%d]".formatted(id))));
      engine.flush("default", COLLECTION);
    }
  }

  private List<String> deleteFiles() {
    return ofSegments().filter(key -> key.contains("/del-")).toList();
  }

  private long segmentFolders() {
    return ofSegments().map(key -> key.substring(0, key.lastIndexOf('/'))).distinct().count();
  }

  private Stream<String> ofSegments() {
    return store.list("col/", "").stream().filter(key -> key.contains("/seg/"));
  }

  private static EngineConfig.Builder eager(EngineConfig.Builder config) {
    return config.garbageGrace(Duration.ZERO).logRetention(Duration.ZERO);
  }

  private static EngineConfig.Builder idle(EngineConfig.Builder config) {
    return config.maintenanceInterval(Duration.ofHours(1));
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }
}
