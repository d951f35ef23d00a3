package dev.aerie.engine.release;

import static dev.aerie.engine.TestEngine.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.filter.FilterParser;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.SearchRequest;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.FunctionSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.TermWeighting;
import dev.aerie.engine.write.BulkWrite;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the files of a release hold, and what they have to answer. It never changes: what a later
 * release can store beside it gets a content of its own.
 */
final class ReleaseContent {
  static final String COLLECTION = "release";
  static final String BACKUP = "kept";

  /** Rows in the first segment, which gets a graph. */
  static final int GRAPH_ROWS = 200;

  private static final int DIMENSION = 8;
  private static final int LATER = 40;
  private static final int ROWS = GRAPH_ROWS + 3 * LATER;
  private static final int DELETED = 7;
  private static final Duration BUILT = Duration.ofSeconds(60);

  private ReleaseContent() {}

  /** Writes definitions and a first segment, which gets a graph. */
  static void begin(Engine engine) {
    var definitions = engine.definitions();
    definitions.createDatabase("other", Map.of("replica.number", "1"));
    definitions.createCollection(CreateCollection.of(COLLECTION, schema()));
    index(engine, "dense", "HNSW", Metric.L2);
    index(engine, "half", "AUTOINDEX", Metric.COSINE);
    index(engine, "bits", "BIN_FLAT", Metric.HAMMING);
    index(engine, "weights", "SPARSE_INVERTED_INDEX", Metric.IP);
    index(engine, "words", "SPARSE_INVERTED_INDEX", Metric.BM25);
    definitions.createPartition("default", COLLECTION, "empty");
    definitions.createAlias("default", COLLECTION, "nickname");
    definitions.load("default", COLLECTION, List.of());

    engine.insert(WriteRequest.of(COLLECTION, rows(0, GRAPH_ROWS)));
    engine.flush("default", COLLECTION);
    await("the graph").atMost(BUILT).until(() -> engine.status().graphBuilds() > 0);
  }

  /**
   * Writes what follows a checkpoint: deleted rows, a segment that was imported, one that a flush
   * wrote, a backup, and rows that are in the log only.
   */
  static void finish(Engine engine) {
    engine.delete(
        new DeleteRequest(
            "default", COLLECTION, "", FilterParser.parse("id == " + DELETED, schema(), Map.of())));
    try (BulkWrite imported = engine.bulkWrite("default", COLLECTION, "", engine.timestamp())) {
      imported.add(rows(GRAPH_ROWS, GRAPH_ROWS + LATER), 0);
      imported.commit();
    }
    engine.insert(WriteRequest.of(COLLECTION, rows(GRAPH_ROWS + LATER, GRAPH_ROWS + 2 * LATER)));
    engine.flush("default", COLLECTION);
    engine.backup(BACKUP);
    engine.insert(WriteRequest.of(COLLECTION, rows(GRAPH_ROWS + 2 * LATER, ROWS)));
  }

  /** What has to be there and to be found, in the storage itself or in one that was restored. */
  static void check(Engine engine, boolean restored) {
    int rows = restored ? ROWS - LATER : ROWS;
    assertThat(engine.definitions().databases()).extracting(d -> d.name()).contains("other");
    assertThat(engine.definitions().collection("default", "nickname").name()).isEqualTo(COLLECTION);
    assertThat(engine.definitions().collection("default", COLLECTION).partition("empty").name())
        .isEqualTo("empty");
    assertThat(query(engine, ""))
        .containsExactlyElementsOf(
            IntStream.range(0, rows).filter(i -> i != DELETED).mapToObj(i -> (long) i).toList());
    assertThat(query(engine, "kind == 'b' and maybe is null and doc['n'] < 30 and more == 3"))
        .containsExactly(3L, 21L);
    assertThat(query(engine, "array_contains(tags, 't5') and id < 20")).containsExactly(5L, 15L);

    for (int i : new int[] {3, GRAPH_ROWS - 1, GRAPH_ROWS + 5, rows - 1}) {
      assertThat(search(engine, "dense", new QueryVector.Dense(dense(i)))).startsWith((long) i);
      assertThat(search(engine, "half", new QueryVector.Dense(dense(i)))).startsWith((long) i);
      assertThat(search(engine, "bits", new QueryVector.Binary(bits(i)))).startsWith((long) i);
      assertThat(
              search(
                  engine,
                  "weights",
                  new QueryVector.Sparse(new int[] {i}, new float[] {1}, TermWeighting.PRODUCT)))
          .containsExactly((long) i);
      assertThat(search(engine, "words", new QueryVector.Text("word" + i))).startsWith((long) i);
    }
    assertThat(search(engine, "dense", new QueryVector.Dense(dense(DELETED))))
        .doesNotContain((long) DELETED);
  }

  private static void index(Engine engine, String field, String type, Metric metric) {
    engine
        .definitions()
        .createIndex(
            "default",
            COLLECTION,
            new IndexSpec(field, field, type, Optional.of(metric), Map.of()));
  }

  private static CollectionSchema schema() {
    return new CollectionSchema(
        "files of a release",
        List.of(
            FieldSchema.builder("id", DataType.INT64).primaryKey(true).build(),
            FieldSchema.builder("kind", DataType.VARCHAR).maxLength(10).build(),
            FieldSchema.builder("maybe", DataType.INT32).nullable(true).build(),
            FieldSchema.builder("flag", DataType.BOOL).defaultValue(true).build(),
            FieldSchema.builder("ratio", DataType.FLOAT).build(),
            FieldSchema.builder("tags", DataType.ARRAY)
                .elementType(DataType.VARCHAR)
                .maxLength(10)
                .maxCapacity(4)
                .build(),
            FieldSchema.builder("doc", DataType.JSON).build(),
            FieldSchema.builder("text", DataType.VARCHAR)
                .maxLength(100)
                .typeParams(Map.of("enable_analyzer", "true"))
                .build(),
            FieldSchema.builder("dense", DataType.FLOAT_VECTOR).dimension(DIMENSION).build(),
            FieldSchema.builder("half", DataType.FLOAT16_VECTOR).dimension(DIMENSION).build(),
            FieldSchema.builder("bits", DataType.BINARY_VECTOR).dimension(16).build(),
            FieldSchema.builder("weights", DataType.SPARSE_FLOAT_VECTOR).build(),
            FieldSchema.builder("words", DataType.SPARSE_FLOAT_VECTOR).build()),
        true,
        List.of(
            new FunctionSchema(
                0,
                "count",
                "",
                FunctionSchema.Type.BM25,
                List.of("text"),
                List.of("words"),
                Map.of())));
  }

  private static RowBatch rows(int from, int to) {
    int n = to - from;
    int[] ids = IntStream.range(from, to).toArray();
    java.util.BitSet nulls = new java.util.BitSet();
    float[] dense = new float[n * DIMENSION];
    byte[] bits = new byte[2 * n];
    for (int i = 0; i < n; i++) {
      nulls.set(i, ids[i] % 3 == 0);
      System.arraycopy(dense(ids[i]), 0, dense, i * DIMENSION, DIMENSION);
      System.arraycopy(bits(ids[i]), 0, bits, 2 * i, 2);
    }
    float[] halves = new float[dense.length];
    for (int i = 0; i < dense.length; i++) {
      halves[i] = Float.float16ToFloat(Float.floatToFloat16(dense[i]));
    }
    int[] offsets = IntStream.rangeClosed(0, n).toArray();
    float[] ones = new float[n];
    Arrays.fill(ones, 1);
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("id", new Column.Longs(Arrays.stream(ids).asLongStream().toArray(), Column.none()));
    columns.put("kind", texts(ids, i -> i % 2 == 0 ? "a" : "b"));
    columns.put("maybe", new Column.Ints(ids.clone(), nulls));
    columns.put("ratio", new Column.Floats(ones.clone(), Column.none()));
    columns.put(
        "tags",
        new Column.Arrays(DataType.VARCHAR, offsets, texts(ids, i -> "t" + i % 10), Column.none()));
    columns.put("doc", documents(ids, i -> "{\"n\": %d}".formatted(i)));
    columns.put("$meta", documents(ids, i -> "{\"more\": %d}".formatted(i % 9)));
    columns.put("text", texts(ids, i -> "something common and word" + i));
    columns.put("dense", new Column.FloatVectors(DIMENSION, dense, Column.none()));
    columns.put("half", new Column.FloatVectors(DIMENSION, halves, Column.none()));
    columns.put("bits", new Column.BinaryVectors(16, bits, Column.none()));
    columns.put("weights", new Column.SparseVectors(offsets, ids, ones, Column.none()));
    return new RowBatch(n, columns);
  }

  private static Column texts(int[] ids, java.util.function.IntFunction<String> text) {
    return new Column.Strings(
        Arrays.stream(ids).mapToObj(text).toArray(String[]::new), Column.none());
  }

  private static Column documents(int[] ids, java.util.function.IntFunction<String> text) {
    return new Column.Jsons(
        Arrays.stream(ids).mapToObj(i -> utf8(text.apply(i))).toArray(byte[][]::new),
        Column.none());
  }

  /** Places far from each other in every direction, the same in every release. */
  private static float[] dense(int i) {
    float[] vector = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      vector[d] = (float) Math.floorMod((i + 1) * (2654435761L + 40503L * d), 1009L) / 1009 - .5f;
    }
    return vector;
  }

  private static byte[] bits(int i) {
    return new byte[] {(byte) i, (byte) (i >> 8)};
  }

  private static List<Long> query(Engine engine, String filter) {
    return keys(
        engine
            .query(
                new QueryRequest(
                    "default",
                    COLLECTION,
                    List.of(),
                    filter.isEmpty()
                        ? Optional.empty()
                        : Optional.of(FilterParser.parse(filter, schema(), Map.of())),
                    List.of("id"),
                    -1,
                    0,
                    Consistency.STRONG))
            .rows()
            .column("id"));
  }

  private static List<Long> search(Engine engine, String field, QueryVector query) {
    return keys(
        engine
            .search(SearchRequest.of(COLLECTION, List.of(query), 5).field(field).build())
            .primaryKeys());
  }

  private static List<Long> keys(Column column) {
    return Arrays.stream(((Column.Longs) column).values()).boxed().toList();
  }
}
