package dev.aerie.engine.segment;

import dev.aerie.engine.memtable.PrimaryKeyIndex;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.vector.Block;
import dev.aerie.engine.vector.VectorRows;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;

/** An open segment: its rows never change. Thread-safe. */
public final class Segment implements Block {
  private final long id;
  private final RowBatch scalars;
  private final Map<String, VectorRows> vectors;
  private final Supplier<PrimaryKeyIndex> keys;
  private volatile PrimaryKeyIndex keyIndex;

  Segment(long id, RowBatch scalars, Map<String, VectorRows> vectors, String primaryKey) {
    this.id = id;
    this.scalars = scalars;
    this.vectors = Map.copyOf(vectors);
    this.keys = () -> PrimaryKeyIndex.of(scalars.column(primaryKey));
  }

  public long id() {
    return id;
  }

  @Override
  public int rows() {
    return scalars.rows();
  }

  @Override
  public Column column(String field) {
    return scalars.column(field);
  }

  @Override
  public VectorRows vectors(String field) {
    return vectors.get(field);
  }

  /** Hybrid timestamp at which the oldest of its rows was written. */
  public long oldestRow() {
    long[] written = ((Column.Longs) column(SystemColumns.TIMESTAMP)).values();
    return Arrays.stream(written).min().orElse(0);
  }

  /** Whether it was opened with every scalar field of a schema. */
  public boolean has(CollectionSchema schema) {
    return schema.fields().stream()
        .allMatch(field -> field.type().isVector() || scalars.columns().containsKey(field.name()));
  }

  /** Rows by primary key; made at the first call, as only deletes and upserts need it. */
  public PrimaryKeyIndex keys() {
    PrimaryKeyIndex index = keyIndex;
    if (index == null) {
      synchronized (this) {
        index = keyIndex;
        if (index == null) {
          index = keys.get();
          keyIndex = index;
        }
      }
    }
    return index;
  }
}
