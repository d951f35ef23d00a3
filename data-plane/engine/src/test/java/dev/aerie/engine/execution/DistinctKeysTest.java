package dev.aerie.engine.execution;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.OpenedEngine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hundred keys, each of three rows: two alike but for the time, one with another vector. */
class DistinctKeysTest extends OpenedEngine {
  private static final int KEYS = 100;
  private static final float[] QUERY = TestEngine.vector(7, 3);

  @BeforeEach
  void fill() {
    TestEngine.insert(engine, 1, TestEngine.range(0, KEYS));
    engine.flush("default", COLLECTION);
    TestEngine.insert(engine, 0, TestEngine.range(0, KEYS));
    TestEngine.insert(engine, 0, TestEngine.range(0, KEYS));
  }

  @Test
  void aSearchGivesEachKeyOnceAndAsManyAsAreWanted() {
    for (int limit : new int[] {1, 2, 10, 99, 100, 1_000}) {
      long[] found = keys(search(limit, 0));
      assertThat(found).doesNotHaveDuplicates().hasSize(Math.min(limit, KEYS));
      assertThat(found).isEqualTo(Arrays.copyOf(nearest(QUERY), found.length));
    }
  }

  @Test
  void pagesOfASearchFitTogether() {
    long[] all = nearest(QUERY);
    for (int offset = 0; offset < KEYS; offset += 10) {
      assertThat(keys(search(10, offset))).isEqualTo(Arrays.copyOfRange(all, offset, offset + 10));
    }
    assertThat(keys(search(10, KEYS))).isEmpty();
  }

  @Test
  void eachVectorOfASearchHasItsKeys() {
    List<float[]> queries = IntStream.range(0, 20).mapToObj(i -> TestEngine.vector(9, i)).toList();
    SearchResult result = engine.search(SearchRequest.builder(COLLECTION, queries, 30).build());
    long[] found = keys(result);
    for (int q = 0; q < queries.size(); q++) {
      assertThat(result.counts()[q]).isEqualTo(30);
      assertThat(Arrays.copyOfRange(found, 30 * q, 30 * (q + 1)))
          .isEqualTo(Arrays.copyOf(nearest(queries.get(q)), 30));
    }
  }

  @Test
  void ofEquallyNearRowsTheNewestIsFound() {
    engine.insert(
        WriteRequest.of(
            COLLECTION,
            TestEngine.rows(0, 5)
                .with("name", new Column.Strings(new String[] {"newest"}, Column.none()))));
    SearchResult result =
        engine.search(
            SearchRequest.builder(COLLECTION, List.of(TestEngine.vector(0, 5)), 20)
                .outputFields(List.of("name"))
                .build());
    assertThat(keys(result)[0]).isEqualTo(5);
    assertThat(((Column.Strings) result.fields().column("name")).values()[0]).isEqualTo("newest");
  }

  @Test
  void aQueryGivesTheNewestRowOfEachKey() {
    RowBatch all = query(QueryRequest.ALL, 0);
    assertThat(ids(all)).isEqualTo(TestEngine.range(0, KEYS));
    for (int row = 0; row < KEYS; row++) {
      assertThat(((Column.Doubles) all.column("price")).values()[row]).isEqualTo(row * 1.5);
    }
    TestEngine.insert(engine, 2, 8);
    RowBatch page = query(10, 5);
    assertThat(ids(page)).isEqualTo(TestEngine.range(5, 15));
    assertThat(((Column.Doubles) page.column("price")).values()[3]).isEqualTo(8 * 1.5 + 2);
    assertThat(ids(query(10, 95))).isEqualTo(TestEngine.range(95, KEYS));
    assertThat(ids(query(0, 0))).isEmpty();
  }

  @Test
  void countsHaveEveryRow() {
    RowBatch count =
        engine
            .query(QueryRequest.of(COLLECTION, Optional.empty(), List.of(QueryRequest.COUNT)))
            .rows();
    assertThat(((Column.Longs) count.column(QueryRequest.COUNT)).values())
        .containsExactly(3 * KEYS);
  }

  /** All keys by the distance of the nearest of their rows. */
  private static long[] nearest(float[] query) {
    Set<Long> keys = new LinkedHashSet<>();
    IntStream.range(0, 2 * KEYS)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> distance(query, i)))
        .forEach(i -> keys.add((long) i % KEYS));
    return keys.stream().mapToLong(Long::longValue).toArray();
  }

  private static double distance(float[] query, int row) {
    float[] vector = TestEngine.vector(row / KEYS, row % KEYS);
    double sum = 0;
    for (int i = 0; i < query.length; i++) {
      sum += (query[i] - vector[i]) * (query[i] - vector[i]);
    }
    return sum;
  }

  private SearchResult search(int limit, int offset) {
    return engine.search(
        SearchRequest.builder(COLLECTION, List.of(QUERY), limit).offset(offset).build());
  }

  private RowBatch query(long limit, long offset) {
    return engine
        .query(
            new QueryRequest(
                "default",
                COLLECTION,
                List.of(),
                Optional.empty(),
                List.of("price"),
                limit,
                offset,
                Consistency.STRONG))
        .rows();
  }

  private static long[] keys(SearchResult result) {
    return ((Column.Longs) result.primaryKeys()).values();
  }

  private static long[] ids(RowBatch rows) {
    return ((Column.Longs) rows.column("id")).values();
  }
}
