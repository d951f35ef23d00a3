package dev.aerie.engine.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Tier;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.WatchedObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collection of two partitions, old and new, each of one segment. */
class PartitionTiersTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Predicate<String> SEGMENTS = key -> key.contains("/seg/");

  @TempDir Path folder;
  private WatchedObjectStore store;

  @BeforeEach
  void write() {
    store = new WatchedObjectStore(new LocalObjectStore(folder.resolve("objects")));
    try (Engine engine = open(NEVER)) {
      TestEngine.create(engine, Metric.L2);
      int first = 0;
      for (String partition : List.of("old", "new")) {
        engine.definitions().createPartition("default", TestEngine.COLLECTION, partition);
        engine.insert(
            new WriteRequest(
                "default",
                TestEngine.COLLECTION,
                partition,
                TestEngine.rows(0, TestEngine.range(first, first + 50))));
        first += 50;
      }
      engine.flush("default", TestEngine.COLLECTION);
      assertThat(engine.status().segments()).isEqualTo(2);
    }
  }

  @Test
  void aReadOfOnePartitionOpensThatOneOnly() {
    try (Engine engine = open(NEVER)) {
      assertThat(count(engine, "new")).isEqualTo(50);
      assertThat(engine.status().openSegments()).isEqualTo(1);
    }
  }

  @Test
  void aColdPartitionIsLetGoOfAndTheOtherStays() {
    try (Engine engine = open(AT_ONCE)) {
      set(engine, Map.of(Tier.propertyOf("old"), "cold"));
      store.watch(SEGMENTS, 0);
      assertThat(count(engine)).isEqualTo(100);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> folder.resolve("cache").toFile().list().length == 2);
      assertThat(engine.status().openSegments()).isEqualTo(1);
      int before = store.reads().size();
      assertThat(count(engine, "new")).isEqualTo(50);
      assertThat(store.reads()).hasSize(before);
      assertThat(count(engine, "old")).isEqualTo(50);
      assertThat(store.reads().size()).isGreaterThan(before);
    }
  }

  @Test
  void aPinnedPartitionOfAColdCollectionIsOpenedByItself() {
    try (Engine engine = open(NEVER)) {
      set(engine, Map.of(Tier.PROPERTY, "cold", Tier.propertyOf("new"), "pinned"));
    }
    try (Engine engine = open(AT_ONCE)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> engine.status().openSegments() == 1);
      store.watch(SEGMENTS, 0);
      assertThat(count(engine, "new")).isEqualTo(50);
      assertThat(store.reads()).isEmpty();
    }
  }

  @Test
  void theFirstReadOfWhatIsColdFetchesEachObjectOnceAndAllSideBySide(@TempDir Path cache) {
    try (Engine engine = TestEngine.open(cache, store, c -> c.idleTime(NEVER))) {
      store.watch(SEGMENTS, 4);
      assertThat(count(engine)).isEqualTo(100);
      assertThat(store.reads()).as("rows and vectors of two segments").hasSize(4);
    }
  }

  @Test
  void aReleasedPartitionCostsNoMemoryAndALoadedOneIsOpenedBeforeItIsRead() {
    try (Engine engine = open(NEVER)) {
      assertThat(count(engine)).isEqualTo(100);
      engine.definitions().release("default", TestEngine.COLLECTION, List.of("old"));
      assertThat(engine.status().openSegments()).isEqualTo(1);
      engine.definitions().load("default", TestEngine.COLLECTION, List.of("old"));
      await().atMost(Duration.ofSeconds(20)).until(() -> engine.status().openSegments() == 2);
    }
  }

  @Test
  void refusesTheTierOfAPartitionThatThereIsNot() {
    try (Engine engine = open(NEVER)) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> set(engine, Map.of(Tier.propertyOf("nowhere"), "cold")))
          .matches(e -> e.code() == ErrorCode.PARTITION_NOT_FOUND);
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> set(engine, Map.of(Tier.propertyOf("old"), "lukewarm")))
          .withMessageContaining("pinned, auto or cold");
    }
  }

  private Engine open(Duration cold) {
    return TestEngine.open(folder, store, c -> c.idleTime(NEVER).coldTime(cold));
  }

  private static void set(Engine engine, Map<String, String> properties) {
    engine.definitions().alterProperties("default", TestEngine.COLLECTION, properties, List.of());
  }

  private static int count(Engine engine, String... partitions) {
    return engine
        .query(
            new QueryRequest(
                "default",
                TestEngine.COLLECTION,
                List.of(partitions),
                Optional.empty(),
                List.of("id"),
                -1,
                0,
                Consistency.STRONG))
        .rows()
        .rows();
  }
}
