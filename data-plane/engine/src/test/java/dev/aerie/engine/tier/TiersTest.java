package dev.aerie.engine.tier;

import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Tier;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiersTest {
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path folder;

  @BeforeEach
  void write() {
    try (Engine engine = open(NEVER, NEVER)) {
      TestEngine.create(engine, Metric.L2);
      insert(engine, 0, range(0, 50));
      engine.flush("default", TestEngine.COLLECTION);
      insert(engine, 0, range(50, 100));
      engine.flush("default", TestEngine.COLLECTION);
    }
  }

  @Test
  void opensNothingBeforeItIsRead() {
    try (Engine engine = open(NEVER, NEVER)) {
      assertThat(engine.status().openSegments()).isZero();
      assertThat(ids(engine, "")).hasSize(100);
      assertThat(engine.status().openSegments()).isEqualTo(engine.status().segments());
    }
  }

  @Test
  void letsGoOfWhatNobodyReadsAndKeepsItOnDisk() {
    try (Engine engine = open(Duration.ofMillis(1), NEVER)) {
      assertThat(ids(engine, "")).hasSize(100);
      delete(engine, "id < 10");
      awaitOpen(engine, 0);
      long fetched = engine.status().cacheMisses();
      assertThat(ids(engine, "")).hasSize(90);
      assertThat(engine.status().cacheMisses()).isEqualTo(fetched);
    }
  }

  @Test
  void fetchesAColdCollectionAnewEachTime() {
    try (Engine engine = open(NEVER, Duration.ofMillis(1))) {
      tier(engine, "cold");
      assertThat(ids(engine, "")).hasSize(100);
      delete(engine, "id < 10");
      for (int time = 0; time < 2; time++) {
        awaitOpen(engine, 0);
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> folder.resolve("cache").toFile().list().length == 0);
        long fetched = engine.status().cacheMisses();
        assertThat(ids(engine, "")).hasSize(90);
        assertThat(engine.status().cacheMisses()).isGreaterThan(fetched);
      }
    }
  }

  @Test
  void opensAPinnedCollectionByItself() {
    try (Engine engine = open(Duration.ofMillis(1), NEVER)) {
      tier(engine, "pinned");
    }
    try (Engine engine = open(Duration.ofMillis(1), Duration.ofMillis(5))) {
      awaitOpen(engine, engine.status().segments());
      assertThat(ids(engine, "")).hasSize(100);
    }
  }

  @Test
  void aCollectionThatNamesNoTierHasThatOfTheCluster() {
    try (Engine engine = open(Tier.COLD)) {
      assertThat(ids(engine, "")).hasSize(100);
      awaitOpen(engine, 0);
    }
    try (Engine engine = open(Tier.PINNED)) {
      awaitOpen(engine, engine.status().segments());
    }
  }

  @Test
  void aCollectionThatNamesItsTierKeepsItUntilItIsDropped() {
    try (Engine engine = open(Tier.COLD)) {
      tier(engine, "pinned");
    }
    try (Engine engine = open(Tier.COLD)) {
      awaitOpen(engine, engine.status().segments());
      engine
          .definitions()
          .alterProperties("default", TestEngine.COLLECTION, Map.of(), List.of(Tier.PROPERTY));
      awaitOpen(engine, 0);
    }
  }

  @Test
  void whatCanNotBeOpenedKeepsNothingElseFromItsTier() {
    ObjectStore store = new LocalObjectStore(folder.resolve("objects"));
    List<String> broken =
        store.list("col/", "").stream().filter(key -> key.contains("/seg/")).toList();
    try (Engine engine = open(NEVER, NEVER)) {
      engine.definitions().createPartition("default", TestEngine.COLLECTION, "next");
      engine.insert(
          new WriteRequest(
              "default", TestEngine.COLLECTION, "next", TestEngine.rows(0, range(100, 150))));
      engine.flush("default", TestEngine.COLLECTION);
    }
    broken.forEach(store::delete);
    try (Engine engine =
        TestEngine.open(
            folder.resolve("emptied"),
            store,
            c -> c.defaultTier(Tier.PINNED).coldTime(Duration.ofMillis(5)))) {
      awaitOpen(engine, 1);
    }
  }

  @Test
  void refusesATierThatIsNone() {
    try (Engine engine = open(NEVER, NEVER)) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> tier(engine, "lukewarm"))
          .withMessageContaining("pinned, auto or cold");
    }
  }

  private Engine open(Duration idle, Duration cold) {
    return TestEngine.open(folder, c -> c.idleTime(idle).coldTime(cold));
  }

  private Engine open(Tier ofCluster) {
    return TestEngine.open(
        folder, c -> c.defaultTier(ofCluster).idleTime(NEVER).coldTime(Duration.ofMillis(5)));
  }

  private static void awaitOpen(Engine engine, int segments) {
    await().atMost(Duration.ofSeconds(20)).until(() -> engine.status().openSegments() == segments);
  }

  private static void tier(Engine engine, String tier) {
    engine
        .definitions()
        .alterProperties("default", TestEngine.COLLECTION, Map.of(Tier.PROPERTY, tier), List.of());
  }

  private static void delete(Engine engine, String filter) {
    engine.delete(DeleteRequest.of(TestEngine.COLLECTION, TestEngine.filter(filter)));
  }
}
