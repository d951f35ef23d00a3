package dev.aerie.engine.write;

import dev.aerie.engine.filter.ColumnValues;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.RowBatch;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of an upsert without those that a later row of the same upsert replaces. */
final class LastOfEachKey {
  private LastOfEachKey() {}

  static RowBatch of(RowBatch rows, String keyField) {
    Column keys = rows.column(keyField);
    Map<Object, Integer> last = new LinkedHashMap<>();
    for (int row = 0; row < rows.rows(); row++) {
      last.put(ColumnValues.value(keys, row), row);
    }
    if (last.size() == rows.rows()) {
      return rows;
    }
    int[] kept = last.values().stream().mapToInt(Integer::intValue).sorted().toArray();
    Map<String, Column> columns = new LinkedHashMap<>();
    rows.columns()
        .forEach(
            (name, column) ->
                columns.put(
                    name, ColumnBuilder.like(column, kept.length).append(column, kept).build()));
    return new RowBatch(kept.length, columns);
  }
}
