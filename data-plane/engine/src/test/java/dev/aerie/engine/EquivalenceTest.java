package dev.aerie.engine;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random upserts, deletes, flushes, merges and restarts, compared with a map from key to version
 * after each step. A failure is repeated by its seed.
 */
class EquivalenceTest {
  private static final int STEPS = 60;
  private static final int KEYS = 200;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void answersAsAPlainMapWould(long seed) {
    Random random = new Random(seed);
    Map<Long, Long> oracle = new TreeMap<>();
    Engine engine = open();
    try {
      TestEngine.create(engine, Metric.L2);
      for (long step = 1; step <= STEPS; step++) {
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> upsert(engine, oracle, random, step);
          case 4 -> deleteByKeys(engine, oracle, random);
          case 5 -> deleteByFilter(engine, oracle, random);
          case 6, 7 -> engine.flush("default", COLLECTION);
          case 8 -> engine.compact("default", COLLECTION);
          default -> {
            engine.close();
            engine = open();
          }
        }
        assertThat(TestEngine.ids(engine, ""))
            .as("step %d", step)
            .containsExactlyElementsOf(oracle.keySet());
        compareSearch(engine, oracle, random);
      }
    } finally {
      engine.close();
    }
  }

  /** Small bounds, so that background flushes, checkpoints and merges get their turn. */
  private Engine open() {
    return TestEngine.open(
        folder,
        c ->
            c.memtableBytes(60_000).checkpointBytes(120_000).garbageGrace(java.time.Duration.ZERO));
  }

  private static void upsert(Engine engine, Map<Long, Long> oracle, Random random, long step) {
    long[] ids = random.longs(1 + random.nextInt(40), 0, KEYS).toArray();
    TestEngine.upsert(engine, step, ids);
    LongStream.of(ids).forEach(id -> oracle.put(id, step));
  }

  private static void deleteByKeys(Engine engine, Map<Long, Long> oracle, Random random) {
    long[] ids = random.longs(15, 0, KEYS).toArray();
    String keys = LongStream.of(ids).mapToObj(Long::toString).collect(Collectors.joining(","));
    engine.delete(DeleteRequest.of(COLLECTION, TestEngine.filter("id in [" + keys + "]")));
    LongStream.of(ids).forEach(oracle::remove);
  }

  private static void deleteByFilter(Engine engine, Map<Long, Long> oracle, Random random) {
    long size = random.nextInt(5);
    engine.delete(
        DeleteRequest.of(
            COLLECTION,
            TestEngine.filter("info[\"box\"][\"size\"] == %d and id < 100".formatted(size))));
    oracle.keySet().removeIf(id -> id % 5 == size && id < 100);
  }

  private static void compareSearch(Engine engine, Map<Long, Long> oracle, Random random) {
    float[] query = vector(99, random.nextInt(1000));
    SearchResult found =
        engine.search(
            SearchRequest.builder(COLLECTION, List.of(query), 10)
                .filter(TestEngine.filter("color == \"red\""))
                .consistency(Consistency.STRONG)
                .build());
    List<Long> expected =
        oracle.entrySet().stream()
            .filter(e -> e.getKey() % 2 == 0)
            .sorted(
                java.util.Comparator.comparingDouble(
                    e -> distance(query, vector(e.getValue(), e.getKey()))))
            .limit(10)
            .map(Map.Entry::getKey)
            .toList();
    assertThat(((Column.Longs) found.primaryKeys()).values())
        .containsExactly(expected.stream().mapToLong(Long::longValue).toArray());
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
