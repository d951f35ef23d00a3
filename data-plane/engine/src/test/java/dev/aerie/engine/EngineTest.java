package dev.aerie.engine;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.ids;
import static dev.aerie.engine.TestEngine.insert;
import static dev.aerie.engine.TestEngine.range;
import static dev.aerie.engine.TestEngine.rows;
import static dev.aerie.engine.TestEngine.upsert;
import static dev.aerie.engine.TestEngine.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  @TempDir Path folder;

  @Test
  void findsTheNearestRowsWithTheirFields() {
    try (Engine engine = TestEngine.open(folder)) {
      TestEngine.create(engine, Metric.L2);
      insert(engine, 0, range(0, 100));
      SearchResult result =
          engine.search(
              SearchRequest.builder(COLLECTION, List.of(vector(0, 17), vector(0, 3)), 5)
                  .outputFields(List.of("name", "color", "vector"))
                  .build());
      assertThat(result.counts()).containsExactly(5, 5);
      assertThat(((Column.Longs) result.primaryKeys()).values()[0]).isEqualTo(17);
      assertThat(((Column.Longs) result.primaryKeys()).values()[5]).isEqualTo(3);
      assertThat(result.scores()[0]).isZero();
      assertThat(result.scores()[1]).isGreaterThan(0);
      RowBatch fields = result.fields();
      assertThat(((Column.Strings) fields.column("name")).values()[0]).isEqualTo("thing-17");
      assertThat(((Column.Jsons) fields.column("$meta")).values()[0])
          .isEqualTo(TestEngine.utf8("{\"color\":\"blue\"}"));
      assertThat(((Column.FloatVectors) fields.column("vector")).values())
          .startsWith(vector(0, 17));
    }
  }

  @Test
  void keepsRowsUpsertsAndDeletesOverRestartsAndFlushes() {
    try (Engine engine = TestEngine.open(folder)) {
      TestEngine.create(engine, Metric.COSINE);
      insert(engine, 0, range(0, 50));
    }
    try (Engine engine = TestEngine.open(folder)) {
      assertThat(ids(engine, "")).hasSize(50);
      upsert(engine, 1, range(40, 60));
      engine.flush("default", COLLECTION);
      engine.delete(DeleteRequest.of(COLLECTION, TestEngine.filter("id in [1, 2, 41]")));
      engine.delete(DeleteRequest.of(COLLECTION, TestEngine.filter("price < 9 and id != 0")));
      assertThat(ids(engine, "id < 10")).containsExactly(0L, 6L, 7L, 8L, 9L);
    }
    try (Engine engine = TestEngine.open(folder)) {
      assertThat(ids(engine, "id < 10 or id in [40, 41, 42]"))
          .containsExactly(0L, 6L, 7L, 8L, 9L, 40L, 42L);
      assertThat(ids(engine, "info[\"seed\"] == 1")).hasSize(19);
      engine.flush("default", COLLECTION);
      assertThat(engine.rowCount("default", COLLECTION, List.of())).isEqualTo(60 - 6);
      engine.compact("default", COLLECTION);
      assertThat(engine.segments("default", COLLECTION)).hasSize(1);
      assertThat(ids(engine, "")).hasSize(54);
    }
    try (Engine engine = TestEngine.open(folder)) {
      assertThat(ids(engine, "")).hasSize(54);
      assertThat(ids(engine, "info[\"seed\"] == 1")).hasSize(19);
    }
  }

  @Test
  void countsAndPages() {
    try (Engine engine = TestEngine.open(folder)) {
      TestEngine.create(engine, Metric.IP);
      insert(engine, 0, range(0, 30));
      RowBatch count =
          engine
              .query(
                  QueryRequest.of(
                      COLLECTION,
                      Optional.of(TestEngine.filter("color == \"red\"")),
                      List.of(QueryRequest.COUNT)))
              .rows();
      assertThat(((Column.Longs) count.column(QueryRequest.COUNT)).values()).containsExactly(15);
      RowBatch page =
          engine
              .query(
                  new QueryRequest(
                      "default",
                      COLLECTION,
                      List.of(),
                      Optional.empty(),
                      List.of("*"),
                      3,
                      10,
                      Consistency.BOUNDED))
              .rows();
      assertThat(((Column.Longs) page.column("id")).values()).containsExactly(10, 11, 12);
      assertThat(((Column.Ints) page.column("stock")).values()).containsExactly(7, 7, 7);
      assertThat(page.columns()).containsKeys("vector", "tags", "$meta");
    }
  }

  @Test
  void givesAnUpsertsLastRowOfEachKey() {
    try (Engine engine = TestEngine.open(folder)) {
      TestEngine.create(engine, Metric.L2);
      engine.upsert(WriteRequest.of(COLLECTION, rows(3, 5, 6, 5)));
      assertThat(ids(engine, "")).containsExactly(5L, 6L);
    }
  }

  @Test
  void readsGoOnWhileSegmentsAreLetGo() throws Exception {
    try (Engine engine = TestEngine.open(folder)) {
      TestEngine.create(engine, Metric.L2);
      insert(engine, 0, range(0, 10));
      engine.flush("default", COLLECTION);
      Thread releases =
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 200; i++) {
                      engine.definitions().release("default", COLLECTION, List.of());
                      engine.definitions().load("default", COLLECTION, List.of());
                    }
                  });
      while (releases.isAlive()) {
        try {
          assertThat(ids(engine, "")).hasSize(10);
        } catch (EngineException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.COLLECTION_NOT_LOADED);
        }
      }
      releases.join();
    }
  }
}
