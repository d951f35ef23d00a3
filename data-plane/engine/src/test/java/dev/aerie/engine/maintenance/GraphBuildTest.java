package dev.aerie.engine.maintenance;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.catalog.IndexProgress;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.StoppingObjectStore;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphBuildTest {
  private static final int ROWS = 6_000;
  private static final int DIMENSION = 64;

  @TempDir Path folder;

  /** Of rows without any order a graph finds most, but not all. */
  @Test
  void nobodyWaitsForAGraphThatFindsTooLittle() {
    try (Engine writer = open("pod-0", EngineConfig.Role.AUTO)) {
      write(writer);
      assertThat(progress(writer).totalRows()).as("rows in memory").isZero();
      writer.flush("default", COLLECTION);
      assertThat(progress(writer).totalRows()).isEqualTo(ROWS);
      await().atMost(Duration.ofSeconds(60)).until(() -> progress(writer).finished());
      assertThat(writer.status().graphBuilds()).isZero();
      try (Engine reader = open("pod-1", EngineConfig.Role.READER)) {
        reader.catchUp();
        assertThat(progress(reader).finished()).isTrue();
      }
    }
    try (Engine again = open("pod-0", EngineConfig.Role.AUTO)) {
      assertThat(progress(again).finished()).as("it is not built again").isTrue();
    }
  }

  @Test
  void aWriterThatWasReplacedWritesOverNoGraphOfItsSuccessor() {
    ObjectStore store = store();
    StoppingObjectStore stopping =
        new StoppingObjectStore(store, key -> key.endsWith(".graph"), false, false);
    try (Engine older = open("older", stopping, c -> c)) {
      write(older);
      older.flush("default", COLLECTION);
      awaiting().until(stopping::hasStopped);
      try (Engine newer = open("newer", store, c -> c)) {
        awaiting().until(() -> newer.status().graphBuilds() == 1);
        stopping.goOn();
        older.close();
      }
    }
    assertThat(graphs(store)).hasSize(2);
    try (Engine next =
        open("next", store, c -> c.garbageGrace(Duration.ZERO).logRetention(Duration.ZERO))) {
      awaiting().until(() -> graphs(store).size() == 1);
      next.definitions().load("default", COLLECTION, List.of());
      float[] query = new float[DIMENSION];
      assertThat(next.search(SearchRequest.builder(COLLECTION, List.of(query), 5).build()).counts())
          .containsExactly(5);
    }
  }

  private static List<String> graphs(ObjectStore store) {
    return store.list("col/", "").stream().filter(key -> key.endsWith(".graph")).toList();
  }

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private ObjectStore store() {
    return new LocalObjectStore(folder.resolve("objects"));
  }

  private Engine open(String cache, ObjectStore store, UnaryOperator<EngineConfig.Builder> change) {
    return TestEngine.open(
        folder.resolve(cache), store, c -> change.apply(c.graphRows(ROWS).recallFloor(0)));
  }

  private static IndexProgress progress(Engine engine) {
    return engine.definitions().indexes("default", COLLECTION).getFirst();
  }

  private Engine open(String pod, EngineConfig.Role role) {
    return TestEngine.open(
        folder.resolve(pod),
        store(),
        c -> c.podName(pod).role(role).graphRows(ROWS).recallFloor(1));
  }

  private static void write(Engine engine) {
    CollectionSchema schema =
        new CollectionSchema(
            "",
            List.of(
                FieldSchema.builder("id", DataType.INT64).primaryKey(true).build(),
                FieldSchema.builder("v", DataType.FLOAT_VECTOR).dimension(DIMENSION).build()),
            false);
    engine.definitions().createCollection(CreateCollection.of(COLLECTION, schema));
    engine
        .definitions()
        .createIndex(
            "default",
            COLLECTION,
            new IndexSpec("v", "v", "HNSW", Optional.of(Metric.L2), Map.of()));
    Random random = new Random(4);
    float[] values = new float[ROWS * DIMENSION];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Map<String, Column> columns =
        Map.of(
            "id",
            new Column.Longs(TestEngine.range(0, ROWS), Column.none()),
            "v",
            new Column.FloatVectors(DIMENSION, values, Column.none()));
    engine.insert(WriteRequest.of(COLLECTION, new RowBatch(ROWS, columns)));
  }
}
