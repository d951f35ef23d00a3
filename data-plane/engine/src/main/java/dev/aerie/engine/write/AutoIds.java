package dev.aerie.engine.write;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.time.HybridClock;
import java.util.Arrays;
import java.util.function.IntFunction;

/** Gives rows primary keys that no other row has. */
record AutoIds(CollectionSchema schema, HybridClock clock) implements IntFunction<Column> {
  @Override
  public Column apply(int rows) {
    long first = clock.reserve(rows);
    if (schema.primaryKey().type() == DataType.INT64) {
      long[] ids = new long[rows];
      Arrays.setAll(ids, i -> first + i);
      return new Column.Longs(ids, Column.none());
    }
    String[] ids = new String[rows];
    Arrays.setAll(ids, i -> Long.toString(first + i));
    return new Column.Strings(ids, Column.none());
  }
}
