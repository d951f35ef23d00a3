package dev.aerie.server.search;

import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.RowBatch;
import java.util.LinkedHashMap;
import java.util.Map;

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
        found.plan());
  }

  private static Column gather(Column column, int[] rows) {
    return ColumnBuilder.like(column, rows.length).append(column, rows).build();
  }
}
