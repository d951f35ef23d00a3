package dev.aerie.engine.filter;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.RowView;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** How long filters over a million rows take, with indexes and without: a program, not a test. */
final class FilterTimings {
  private static final int ROWS = 1_000_000;
  private static final int ROUNDS = 30;
  private static final List<String> FILTERS =
      List.of(
          "number == 500000",
          "number < 1000",
          "number >= 400000 and number < 401000",
          "number < 500000",
          "number in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]",
          "ratio < 0.001",
          "kind == 'kind-7'",
          "kind in ['kind-7', 'kind-8']",
          "name == 'name-5000'",
          "name like 'name-500%'",
          "name like '%e-5000%'",
          "name like '%99_99%'",
          "doc[\"n\"] == 5000",
          "doc[\"n\"] < 1000 and number < 500000",
          "number < 1000 and doc[\"n\"] % 2 == 0",
          "number % 1000 == 7",
          "not (number < 999000)");

  private FilterTimings() {}

  public static void main(String[] args) {
    RowView plain = PlainTable.view(rows());
    System.out.println("filter|rows|scan ms|indexed ms|index made in ms");
    for (String text : FILTERS) {
      Filter filter = FilterParser.parse(text, schema(), Map.of());
      int found = FilterEvaluator.evaluate(filter, plain).cardinality();
      RowView indexed = IndexedTable.ofMany(plain);
      long start = System.nanoTime();
      FilterEvaluator.evaluate(filter, indexed);
      double made = (System.nanoTime() - start) / 1e6;
      System.out.printf(
          "%s|%d|%.3f|%.3f|%.0f%n", text, found, best(filter, plain), best(filter, indexed), made);
    }
  }

  private static double best(Filter filter, RowView rows) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      FilterEvaluator.evaluate(filter, rows);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / 1e6;
  }

  private static CollectionSchema schema() {
    return new CollectionSchema(
        "",
        List.of(
            FieldSchema.builder("number", DataType.INT64).primaryKey(true).build(),
            FieldSchema.builder("ratio", DataType.FLOAT).build(),
            FieldSchema.builder("kind", DataType.VARCHAR).build(),
            FieldSchema.builder("name", DataType.VARCHAR).build(),
            FieldSchema.builder("doc", DataType.JSON).build()),
        false);
  }

  private static RowBatch rows() {
    Random random = new Random(1);
    long[] numbers = random.longs(ROWS, 0, ROWS).toArray();
    float[] ratios = new float[ROWS];
    String[] kinds = new String[ROWS];
    String[] names = new String[ROWS];
    byte[][] docs = new byte[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      ratios[row] = random.nextFloat();
      kinds[row] = "kind-" + random.nextInt(100);
      names[row] = "name-" + numbers[row];
      docs[row] = ("{\"n\": " + row + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("number", new Column.Longs(numbers, Column.none()));
    columns.put("ratio", new Column.Floats(ratios, Column.none()));
    columns.put("kind", new Column.Strings(kinds, Column.none()));
    columns.put("name", new Column.Strings(names, Column.none()));
    columns.put("doc", new Column.Jsons(docs, Column.none()));
    return new RowBatch(ROWS, columns);
  }
}
