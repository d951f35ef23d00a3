package dev.aerie.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.filter.FilterParser;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.SearchResult;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to search finds what a plain scan finds, with filters and without. */
class PlannerTest {
  private static final int ROWS = 12_000;
  private static final int DIMENSION = 96;
  private static final CollectionSchema SCHEMA =
      new CollectionSchema(
          "",
          List.of(
              FieldSchema.builder("id", DataType.INT64).primaryKey(true).build(),
              FieldSchema.builder("v", DataType.FLOAT_VECTOR).dimension(DIMENSION).build()),
          false);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "AUTOINDEX, L2, quantised scan",
    "AUTOINDEX, IP, quantised scan",
    "AUTOINDEX, COSINE, quantised scan",
    "HNSW, COSINE, quantised scan",
    "FLAT, L2, exact scan"
  })
  void findsTheNearest(String type, Metric metric, String way) {
    float[] values = clustered();
    try (Engine engine = TestEngine.open(folder, c -> c.graphRows(5_000))) {
      load(engine, type, metric, values);
      engine.flush("default", "c");
      await().atMost(Duration.ofSeconds(60)).until(() -> plan(engine).contains(way));
      if (type.equals("HNSW")) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    engine.definitions().indexes("default", "c").stream()
                        .allMatch(i -> i.finished()));
        assertThat(engine.status().graphBuilds()).isPositive();
      }
      assertThat(recall(engine, metric, values, 1)).isGreaterThanOrEqualTo(0.98);
      assertThat(recall(engine, metric, values, 3)).isGreaterThanOrEqualTo(0.98);
      assertThat(recall(engine, metric, values, 1000)).isEqualTo(1);
    }
  }

  private static String plan(Engine engine) {
    SearchRequest request = SearchRequest.builder("c", List.of(new float[DIMENSION]), 10).build();
    return engine.search(request).plan().getFirst();
  }

  private static void load(Engine engine, String type, Metric metric, float[] values) {
    engine.definitions().createCollection(CreateCollection.of("c", SCHEMA));
    engine
        .definitions()
        .createIndex("default", "c", new IndexSpec("v", "v", type, Optional.of(metric), Map.of()));
    engine.definitions().load("default", "c", List.of());
    engine.insert(
        WriteRequest.of(
            "c",
            new RowBatch(
                ROWS,
                Map.of(
                    "id",
                    new Column.Longs(TestEngine.range(0, ROWS), Column.none()),
                    "v",
                    new Column.FloatVectors(DIMENSION, values, Column.none())))));
  }

  /** Mean share of the true ten nearest rows with a multiple of {@code step} as id. */
  private static double recall(Engine engine, Metric metric, float[] values, int step) {
    Random random = new Random(step);
    double sum = 0;
    int queries = 20;
    for (int i = 0; i < queries; i++) {
      float[] query = row(values, random.nextInt(ROWS));
      for (int d = 0; d < DIMENSION; d++) {
        query[d] += 0.2f * (float) random.nextGaussian();
      }
      SearchResult found =
          engine.search(
              SearchRequest.builder("c", List.of(query), 10)
                  .filter(FilterParser.parse("id % " + step + " == 0", SCHEMA, Map.of()))
                  .build());
      Set<Long> hits =
          Arrays.stream(((Column.Longs) found.primaryKeys()).values())
              .boxed()
              .collect(Collectors.toCollection(HashSet::new));
      List<Long> truth = nearest(metric, values, query, step);
      assertThat(hits).hasSize(truth.size());
      hits.retainAll(truth);
      sum += (double) hits.size() / truth.size();
    }
    return sum / queries;
  }

  private static List<Long> nearest(Metric metric, float[] values, float[] query, int step) {
    double[] scores = new double[ROWS];
    for (int r = 0; r < ROWS; r += step) {
      float[] vector = row(values, r);
      double dot = 0;
      double distance = 0;
      double norm = 0;
      for (int d = 0; d < DIMENSION; d++) {
        dot += vector[d] * query[d];
        distance += (vector[d] - query[d]) * (vector[d] - query[d]);
        norm += vector[d] * vector[d];
      }
      scores[r] =
          switch (metric) {
            case L2 -> distance;
            case IP -> -dot;
            default -> -dot / Math.sqrt(norm);
          };
    }
    return IntStream.range(0, ROWS)
        .filter(r -> r % step == 0)
        .boxed()
        .sorted(java.util.Comparator.comparingDouble(r -> scores[r]))
        .limit(10)
        .map(Integer::longValue)
        .toList();
  }

  private static float[] row(float[] values, int row) {
    return Arrays.copyOfRange(values, row * DIMENSION, (row + 1) * DIMENSION);
  }

  private static float[] clustered() {
    Random random = new Random(3);
    float[] centres = new float[50 * DIMENSION];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = (float) random.nextGaussian();
    }
    float[] values = new float[ROWS * DIMENSION];
    for (int r = 0; r < ROWS; r++) {
      int centre = random.nextInt(50) * DIMENSION;
      for (int d = 0; d < DIMENSION; d++) {
        values[r * DIMENSION + d] = centres[centre + d] + 0.5f * (float) random.nextGaussian();
      }
    }
    return values;
  }
}
