package dev.aerie.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.filter.FilterParser;
import dev.aerie.engine.objectstore.LocalObjectStore;
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
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine in one process: {@code EngineBench DATASET WORK OUTPUT} loads the data set into a
 * collection on a local folder, searches it and writes what it measured as JSON.
 */
final class EngineBench {
  private static final String COLLECTION = "packages";
  private static final int BATCH = 1_000;

  /** Search parameters by rising effort; ef is for graphs, the scan of small sets has none. */
  private static final List<String> EFFORTS =
      List.of("ef 260", "ef 320", "level 1", "level 2", "level 3", "level 5", "level 8");

  private static final String USUAL = "level 1";

  private final Dataset data;
  private final Engine engine;
  private final Map<String, Object> facts = new LinkedHashMap<>();

  private EngineBench(Dataset data, Engine engine) {
    this.data = data;
    this.engine = engine;
  }

  static void main(String[] arguments) throws IOException, InterruptedException {
    Dataset data = Dataset.read(Path.of(arguments[0]));
    Path work = Path.of(arguments[1]);
    EngineConfig config = EngineConfig.builder(work.resolve("cache")).cacheBytes(8L << 30).build();
    try (Engine engine =
        Engine.open(config, new LocalObjectStore(work.resolve("objects")), Clock.systemUTC())) {
      Map<String, Object> facts = new EngineBench(data, engine).run();
      new ObjectMapper().writeValue(Path.of(arguments[2]).toFile(), facts);
    }
  }

  private Map<String, Object> run() throws InterruptedException {
    facts.put("name", "Aerie");
    facts.put("version", "in process, Java " + Runtime.version());
    create();
    load();
    index();
    List<Measurement> searches = new ArrayList<>();
    for (String effort : EFFORTS) {
      searches.add(measure(1, effort, Optional.empty(), data.truth()));
    }
    searches.add(measure(2, USUAL, Optional.empty(), data.truth()));
    facts.put("searches", searches);
    facts.put("filters", filters());
    return facts;
  }

  private void create() {
    CollectionSchema schema = schema();
    engine.definitions().createCollection(CreateCollection.of(COLLECTION, schema));
    engine
        .definitions()
        .createIndex(
            "default",
            COLLECTION,
            new IndexSpec("vector", "vector", "AUTOINDEX", Optional.of(Metric.COSINE), Map.of()));
    engine.definitions().load("default", COLLECTION, List.of());
  }

  private static CollectionSchema schema() {
    return new CollectionSchema(
        "",
        List.of(
            FieldSchema.builder("id", DataType.INT64).primaryKey(true).build(),
            FieldSchema.builder("size", DataType.INT64).build(),
            FieldSchema.builder("section", DataType.VARCHAR).maxLength(64).build(),
            FieldSchema.builder("vector", DataType.FLOAT_VECTOR).dimension(384).build()),
        false);
  }

  private void load() throws InterruptedException {
    long start = System.nanoTime();
    for (int from = 0; from < data.rows(); from += BATCH) {
      insert(WriteRequest.of(COLLECTION, batch(from, Math.min(data.rows(), from + BATCH))));
    }
    facts.put("rowsPerSecond", data.rows() * 1e9 / (System.nanoTime() - start));
  }

  /** As clients do: what is refused because rows come too fast is sent again after a pause. */
  private void insert(WriteRequest request) throws InterruptedException {
    while (true) {
      try {
        engine.insert(request);
        return;
      } catch (EngineException refusal) {
        if (refusal.code() != ErrorCode.RATE_LIMITED) {
          throw refusal;
        }
        Thread.sleep(100);
      }
    }
  }

  private RowBatch batch(int from, int to) {
    int rows = to - from;
    long[] ids = new long[rows];
    long[] sizes = new long[rows];
    String[] sections = new String[rows];
    float[] vectors = new float[rows * data.dimension()];
    for (int i = 0; i < rows; i++) {
      ids[i] = from + i;
      sizes[i] = data.sizes()[from + i];
      sections[i] = data.sections().get(from + i);
    }
    MemorySegment.copy(
        data.base(),
        ValueLayout.JAVA_FLOAT_UNALIGNED,
        4L * from * data.dimension(),
        vectors,
        0,
        vectors.length);
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("id", new Column.Longs(ids, Column.none()));
    columns.put("size", new Column.Longs(sizes, Column.none()));
    columns.put("section", new Column.Strings(sections, Column.none()));
    columns.put("vector", new Column.FloatVectors(data.dimension(), vectors, Column.none()));
    return new RowBatch(rows, columns);
  }

  /** Everything in segments, merged, and their indexes made. */
  private void index() throws InterruptedException {
    long start = System.nanoTime();
    engine.flush("default", COLLECTION);
    engine.compact("default", COLLECTION);
    facts.put("mergeSeconds", (System.nanoTime() - start) / 1e9);
    start = System.nanoTime();
    List<String> plan;
    do {
      Thread.sleep(10);
      plan = search(data.queries().getFirst(), USUAL, Optional.empty()).plan();
    } while (isIndexing() || plan.stream().anyMatch(line -> line.contains("exact")));
    facts.put("indexSeconds", (System.nanoTime() - start) / 1e9);
    facts.put("plan", plan);
  }

  private boolean isIndexing() {
    return engine.definitions().indexes("default", COLLECTION).stream()
        .anyMatch(index -> index.pendingRows() > 0);
  }

  private List<Map<String, Object>> filters() {
    List<Map<String, Object>> measured = new ArrayList<>();
    for (Dataset.Case filter : data.cases()) {
      Filter parsed = FilterParser.parse(filter.expression(), schema(), Map.of());
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("filter", filter.name());
      row.put("plan", search(data.queries().getFirst(), USUAL, Optional.of(parsed)).plan());
      row.put("search", measure(1, USUAL, Optional.of(parsed), filter.truth()));
      measured.add(row);
    }
    return measured;
  }

  private Measurement measure(int threads, String effort, Optional<Filter> filter, int[][] truth) {
    return Measurement.of(
        effort,
        threads,
        data.queries(),
        truth,
        query -> {
          Column.Longs keys = (Column.Longs) search(query, effort, filter).primaryKeys();
          int[] ids = new int[keys.size()];
          for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) keys.values()[i];
          }
          return ids;
        });
  }

  private SearchResult search(float[] query, String effort, Optional<Filter> filter) {
    String[] parameter = effort.split(" ");
    SearchRequest.Builder request =
        SearchRequest.builder(COLLECTION, List.of(query), 10)
            .params(Map.of(parameter[0], parameter[1]));
    filter.ifPresent(request::filter);
    return engine.search(request.build());
  }
}
