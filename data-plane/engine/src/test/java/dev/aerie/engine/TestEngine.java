package dev.aerie.engine;

import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.filter.FilterParser;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.WriteRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * What the engine's tests share: engines over a folder, a schema with every common type, rows for
 * it.
 */
public final class TestEngine {
  public static final String COLLECTION = "things";
  public static final int DIMENSION = 8;

  private TestEngine() {}

  public static EngineConfig.Builder config(Path folder) {
    return EngineConfig.builder(folder.resolve("cache"))
        .lease(Duration.ofMillis(600), Duration.ofMillis(100))
        .tailInterval(Duration.ofMillis(10))
        .maintenanceInterval(Duration.ofMillis(20));
  }

  /** Waits longer for another pod, which may be on a machine that stands still at times. */
  public static EngineConfig.Builder patient(EngineConfig.Builder config) {
    return config.lease(Duration.ofSeconds(5), Duration.ofMillis(100));
  }

  public static Engine open(Path folder) {
    return open(folder, c -> c);
  }

  public static Engine open(Path folder, UnaryOperator<EngineConfig.Builder> change) {
    return open(folder, new LocalObjectStore(folder.resolve("objects")), change);
  }

  public static Engine open(
      Path folder, ObjectStore store, UnaryOperator<EngineConfig.Builder> change) {
    return Engine.open(change.apply(config(folder)).build(), store, Clock.systemUTC());
  }

  /** Fields id, name, price, tags, info, dynamic ones, and a vector. */
  public static CollectionSchema schema() {
    return new CollectionSchema(
        "",
        List.of(
            FieldSchema.builder("id", DataType.INT64).primaryKey(true).build(),
            FieldSchema.builder("name", DataType.VARCHAR).maxLength(100).build(),
            FieldSchema.builder("price", DataType.DOUBLE).nullable(true).build(),
            FieldSchema.builder("stock", DataType.INT32).defaultValue(7L).build(),
            FieldSchema.builder("tags", DataType.ARRAY)
                .elementType(DataType.VARCHAR)
                .maxLength(20)
                .maxCapacity(10)
                .build(),
            FieldSchema.builder("info", DataType.JSON).build(),
            FieldSchema.builder("vector", DataType.FLOAT_VECTOR).dimension(DIMENSION).build()),
        true);
  }

  /** Makes, indexes and loads the collection. */
  public static void create(Engine engine, Metric metric) {
    var definitions = engine.definitions();
    definitions.createCollection(CreateCollection.of(COLLECTION, schema()));
    definitions.createIndex("default", COLLECTION, index(metric));
    definitions.load("default", COLLECTION, List.of());
  }

  public static IndexSpec index(Metric metric) {
    return new IndexSpec("vector", "vector", "AUTOINDEX", Optional.of(metric), Map.of());
  }

  /** Rows of these keys; every value follows from key and seed. */
  public static RowBatch rows(long seed, long... ids) {
    int n = ids.length;
    String[] names = new String[n];
    double[] prices = new double[n];
    byte[][] infos = new byte[n][];
    byte[][] metas = new byte[n][];
    int[] offsets = new int[n + 1];
    String[] tags = new String[2 * n];
    float[] vectors = new float[n * DIMENSION];
    for (int i = 0; i < n; i++) {
      names[i] = "thing-" + ids[i];
      prices[i] = ids[i] * 1.5 + seed;
      infos[i] = utf8("{\"seed\": %d, \"box\": {\"size\": %d}}".formatted(seed, ids[i] % 5));
      metas[i] = utf8("{\"color\": \"%s\"}".formatted(ids[i] % 2 == 0 ? "red" : "blue"));
      offsets[i + 1] = 2 * (i + 1);
      tags[2 * i] = "t" + ids[i] % 3;
      tags[2 * i + 1] = "all";
      System.arraycopy(vector(seed, ids[i]), 0, vectors, i * DIMENSION, DIMENSION);
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("id", new Column.Longs(ids.clone(), Column.none()));
    columns.put("name", new Column.Strings(names, Column.none()));
    columns.put("price", new Column.Doubles(prices, Column.none()));
    columns.put(
        "tags",
        new Column.Arrays(
            DataType.VARCHAR, offsets, new Column.Strings(tags, Column.none()), Column.none()));
    columns.put("info", new Column.Jsons(infos, Column.none()));
    columns.put("$meta", new Column.Jsons(metas, Column.none()));
    columns.put("vector", new Column.FloatVectors(DIMENSION, vectors, Column.none()));
    return new RowBatch(n, columns);
  }

  public static float[] vector(long seed, long id) {
    Random random = new Random(seed * 1_000_003 + id);
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  public static void insert(Engine engine, long seed, long... ids) {
    engine.insert(WriteRequest.of(COLLECTION, rows(seed, ids)));
  }

  public static void upsert(Engine engine, long seed, long... ids) {
    engine.upsert(WriteRequest.of(COLLECTION, rows(seed, ids)));
  }

  public static Filter filter(String text) {
    return FilterParser.parse(text, schema(), Map.of());
  }

  /** Keys of the rows that pass a filter, in order. */
  public static List<Long> ids(Engine engine, String filter) {
    return ids(engine, filter, Consistency.STRONG);
  }

  public static List<Long> ids(Engine engine, String filter, Consistency consistency) {
    RowBatch found =
        engine
            .query(
                new QueryRequest(
                    "default",
                    COLLECTION,
                    List.of(),
                    filter.isEmpty() ? Optional.empty() : Optional.of(filter(filter)),
                    List.of("id"),
                    -1,
                    0,
                    consistency))
            .rows();
    return Arrays.stream(((Column.Longs) found.column("id")).values()).boxed().toList();
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static long[] range(long from, long to) {
    return java.util.stream.LongStream.range(from, to).toArray();
  }
}
