package dev.aerie.server.search;

import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.RowBatch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Some of the rows that a search has found. */
final class PickedRows {
  private PickedRows() {}

  /**
   * A result of some rows.
   *
   * @param rows in their order
   * @param counts how many of them each query has
   */
  static SearchResult of(SearchResult found, int[] rows, int[] counts) {
    float[] scores = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = found.scores()[rows[i]];
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    found.fields().columns().forEach((name, column) -> columns.put(name, gather(column, rows)));
    return new SearchResult(
        found.metric(),
        gather(found.primaryKeys(), rows),
        scores,
        counts,
        new RowBatch(rows.length, columns),
        found.plan(),
        (names, hits) ->
            found.hits().of(names, Arrays.stream(hits).map(hit -> rows[hit]).toArray()));
  }

  /** Each query's rows but the first {@code offset}, at most {@code limit} of them. */
  static SearchResult page(SearchResult found, int offset, int limit) {
    IntStream.Builder rows = IntStream.builder();
    int[] counts = new int[found.counts().length];
    int first = 0;
    for (int query = 0; query < counts.length; query++) {
      int count = found.counts()[query];
      int from = Math.min(offset, count);
      int to = Math.min(from + limit, count);
      IntStream.range(first + from, first + to).forEach(rows);
      counts[query] = to - from;
      first += count;
    }
    return of(found, rows.build().toArray(), counts);
  }

  /** All rows with some of their columns, in this order. */
  static SearchResult withColumns(SearchResult found, List<String> names) {
    Map<String, Column> columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, found.fields().column(name)));
    return with(found, new RowBatch(found.scores().length, columns));
  }

  /** All rows with these output fields in place of what they were chosen by. */
  static SearchResult withFields(SearchResult found, List<String> names) {
    return with(found, found.hits().of(names, IntStream.range(0, found.scores().length).toArray()));
  }

  private static SearchResult with(SearchResult found, RowBatch fields) {
    return new SearchResult(
        found.metric(),
        found.primaryKeys(),
        found.scores(),
        found.counts(),
        fields,
        found.plan(),
        found.hits());
  }

  private static Column gather(Column column, int[] rows) {
    return ColumnBuilder.like(column, rows.length).append(column, rows).build();
  }
}
