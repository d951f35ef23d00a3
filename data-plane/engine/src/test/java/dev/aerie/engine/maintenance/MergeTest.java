package dev.aerie.engine.maintenance;

import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.WriteRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
  private static final String BROKEN = "broken";
  private static final List<String> ALL = List.of("one", "two", BROKEN, "three", "four");
  private static final int SEGMENTS = 4;

  @TempDir Path folder;

  @Test
  void oneCollectionThatCanNotBeMergedHoldsUpNoOther() {
    ObjectStore store = new LocalObjectStore(folder.resolve("objects"));
    try (Engine engine = TestEngine.open(folder, store, MergeTest::withoutMerging)) {
      for (String name : ALL) {
        engine.definitions().createCollection(CreateCollection.of(name, TestEngine.schema()));
        for (int segment = 0; segment < SEGMENTS; segment++) {
          fill(engine, name, segment);
        }
      }
      assertThat(engine.status().segments()).isEqualTo(ALL.size() * SEGMENTS);
      long broken = engine.definitions().collection("default", BROKEN).id();
      store.list("col/%d/seg/".formatted(broken), "").forEach(store::delete);
    }

    try (Engine engine =
        TestEngine.open(
            folder.resolve("next"), store, config -> config.garbageGrace(Duration.ZERO))) {
      awaiting().until(() -> engine.status().segments() == SEGMENTS + ALL.size() - 1);
      awaiting().until(() -> segmentFolders(store) == ALL.size() - 1);
    }
  }

  /** What was merged is garbage. */
  private static long segmentFolders(ObjectStore store) {
    return store.list("col/", "").stream()
        .filter(key -> key.contains("/seg/"))
        .map(key -> key.substring(0, key.lastIndexOf('/')))
        .distinct()
        .count();
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }

  private static EngineConfig.Builder withoutMerging(EngineConfig.Builder config) {
    return config.maintenanceInterval(Duration.ofHours(1));
  }

  private static void fill(Engine engine, String collection, int segment) {
    engine.insert(
        WriteRequest.of(collection, TestEngine.rows(1, range(10L * segment, 10L * segment + 10))));
    engine.flush("default", collection);
  }
}
