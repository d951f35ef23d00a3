package dev.aerie.engine.memtable;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.Defaults;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.vector.Block;
import dev.aerie.engine.vector.VectorRows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some rows of a memtable, immutable: scalar columns on the heap, vectors in native memory.
 *
 * @param base row of the memtable that the first row here is
 */
public record Chunk(int base, RowBatch scalars, Map<String, VectorRows> vectors) implements Block {
  /** Rows written together; their timestamp becomes a column. */
  static Chunk of(int base, RowBatch batch, long timestamp) {
    Map<String, Column> scalars = new LinkedHashMap<>();
    Map<String, VectorRows> vectors = new LinkedHashMap<>();
    batch
        .columns()
        .forEach(
            (name, column) -> {
              Optional<VectorRows> rows = VectorRows.of(column);
              rows.ifPresent(found -> vectors.put(name, found));
              if (rows.isEmpty()) {
                scalars.put(name, column);
              }
            });
    long[] timestamps = new long[batch.rows()];
    Arrays.fill(timestamps, timestamp);
    scalars.put(SystemColumns.TIMESTAMP, new Column.Longs(timestamps, Column.none()));
    return new Chunk(base, new RowBatch(batch.rows(), scalars), vectors);
  }

  /** This chunk with the scalar fields that were added to the schema since. */
  Chunk complete(CollectionSchema schema) {
    return new Chunk(base, Defaults.complete(schema, scalars), vectors);
  }

  /** This chunk and the one that follows it, as one. */
  Chunk concat(Chunk following) {
    Map<String, Column> scalarColumns = new LinkedHashMap<>();
    scalars
        .columns()
        .forEach(
            (name, column) ->
                scalarColumns.put(
                    name,
                    ColumnBuilder.like(column, rows() + following.rows())
                        .append(column)
                        .append(following.scalars.column(name))
                        .build()));
    Map<String, VectorRows> merged = new LinkedHashMap<>();
    vectors.forEach(
        (name, part) ->
            merged.put(name, VectorRows.concat(List.of(part, following.vectors.get(name)))));
    return new Chunk(base, new RowBatch(rows() + following.rows(), scalarColumns), merged);
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
}
