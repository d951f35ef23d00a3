package dev.aerie.engine.write;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteRulesTest {
  @TempDir Path folder;

  @Test
  void refusesWrongRowsAndKeepsNone() {
    try (Engine engine = TestEngine.open(folder)) {
      TestEngine.create(engine, Metric.L2);
      refused(
          ErrorCode.DIMENSION_MISMATCH,
          "vector",
          () -> insert(engine, "vector", new Column.FloatVectors(4, new float[8], Column.none())));
      float[] broken = new float[16];
      broken[9] = Float.NaN;
      refused(
          ErrorCode.INVALID_VALUE,
          "row 1",
          () -> insert(engine, "vector", new Column.FloatVectors(8, broken, Column.none())));
      refused(
          ErrorCode.INVALID_VALUE,
          "name",
          () ->
              insert(
                  engine,
                  "name",
                  new Column.Strings(new String[] {"a", "b".repeat(101)}, Column.none())));
      refused(
          ErrorCode.INVALID_VALUE,
          "name",
          () -> insert(engine, "name", new Column.Longs(new long[2], Column.none())));
      refused(
          ErrorCode.INVALID_VALUE,
          "info",
          () ->
              insert(
                  engine,
                  "info",
                  new Column.Jsons(
                      new byte[][] {TestEngine.utf8("{}"), TestEngine.utf8("{oops")},
                      Column.none())));
      refused(
          ErrorCode.INVALID_VALUE,
          "field 'tags': row 1, element 2: the text of 21 bytes exceeds max length 20",
          () -> insert(engine, "tags", texts("a", "b", "c", "d", "x".repeat(21))));
      refused(
          ErrorCode.INVALID_VALUE,
          "field 'tags': row 1: 11 elements exceed max capacity 10",
          () -> insert(engine, "tags", texts("a,b,c,d,e,f,g,h,i,j,k,l,m".split(","))));
      refused(
          ErrorCode.INVALID_VALUE,
          "field 'tags'",
          () ->
              insert(
                  engine,
                  "tags",
                  new Column.Arrays(
                      DataType.INT64,
                      new int[3],
                      new Column.Longs(new long[0], Column.none()),
                      Column.none())));
      refused(
          ErrorCode.FIELD_NOT_FOUND,
          "'bucket'",
          () -> insert(engine, "bucket", new Column.Longs(new long[2], Column.none())));
      refused(
          ErrorCode.COLLECTION_NOT_FOUND,
          "nowhere",
          () -> engine.insert(WriteRequest.of("nowhere", TestEngine.rows(0, 1))));
      assertThat(TestEngine.ids(engine, "")).isEmpty();
    }
  }

  @Test
  void refusesWrongSearches() {
    try (Engine engine = TestEngine.open(folder)) {
      TestEngine.create(engine, Metric.L2);
      refused(
          ErrorCode.DIMENSION_MISMATCH,
          "dimension 8",
          () -> engine.search(SearchRequest.builder(COLLECTION, List.of(new float[3]), 1).build()));
      refused(
          ErrorCode.METRIC_MISMATCH,
          "expected=L2",
          () ->
              engine.search(
                  SearchRequest.builder(COLLECTION, List.of(vector(0, 1)), 1)
                      .metric(Metric.IP)
                      .build()));
      refused(
          ErrorCode.INVALID_ARGUMENT,
          "16384",
          () ->
              engine.search(
                  SearchRequest.builder(COLLECTION, List.of(vector(0, 1)), 16_385).build()));
    }
  }

  @Test
  void answersRateLimitedWhenRowsCannotBeFlushed() {
    try (ObjectStore slow = new NoSegments(new LocalObjectStore(folder.resolve("objects")));
        Engine engine =
            TestEngine.open(
                folder, slow, c -> c.memtableBytes(20_000).writeTimeout(Duration.ofMillis(200)))) {
      TestEngine.create(engine, Metric.L2);
      refused(
          ErrorCode.RATE_LIMITED,
          "retry",
          () -> {
            for (int i = 0; i < 1000; i++) {
              TestEngine.insert(engine, 0, TestEngine.range(i * 50L, i * 50L + 50));
            }
          });
      assertThat(TestEngine.ids(engine, "id < 50")).hasSize(50);
    }
  }

  private static void insert(Engine engine, String field, Column column) {
    Map<String, Column> columns = new LinkedHashMap<>(TestEngine.rows(0, 1, 2).columns());
    columns.put(field, column);
    engine.insert(WriteRequest.of(COLLECTION, new RowBatch(2, columns)));
  }

  /** Two rows: an array of two texts, and one of the rest. */
  private static Column texts(String... elements) {
    return new Column.Arrays(
        DataType.VARCHAR,
        new int[] {0, 2, elements.length},
        new Column.Strings(elements, Column.none()),
        Column.none());
  }

  private static void refused(ErrorCode code, String message, ThrowingCallable call) {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessageContaining(message);
  }
}
