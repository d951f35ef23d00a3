package dev.aerie.engine.collection;

import dev.aerie.engine.row.ByteSink;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.ColumnCodec;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Number and checksum of rows. Two collections of the same rows have the same one, however the rows
 * lie in segments.
 *
 * @param checksum sum over the rows of a 64-bit hash of all their values
 */
public record Digest(long rows, long checksum) {
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long FNV_START = 0xcbf29ce484222325L;

  /** The digest of rows of a schema. */
  public static Digest of(CollectionSchema schema, List<Slice> slices) {
    List<String> vectors = schema.vectorFields().stream().map(FieldSchema::name).toList();
    List<String> scalars = new ArrayList<>();
    schema.fields().stream().filter(f -> !f.type().isVector()).forEach(f -> scalars.add(f.name()));
    if (schema.dynamicField()) {
      scalars.add(CollectionSchema.META);
    }
    long rows = 0;
    long sum = 0;
    for (Slice slice : slices) {
      for (int row = slice.deleted().nextClearBit(0);
          row < slice.block().rows();
          row = slice.deleted().nextClearBit(row + 1)) {
        sum += hash(slice, row, scalars, vectors);
        rows++;
      }
    }
    return new Digest(rows, sum);
  }

  private static long hash(Slice slice, int row, List<String> scalars, List<String> vectors) {
    long hash = FNV_START;
    for (String field : scalars) {
      hash = mixed(hash, slice.block().column(field), row);
    }
    for (String field : vectors) {
      hash = mixed(hash, slice.block().vectors(field).gather(new int[] {row}), 0);
    }
    return hash;
  }

  private static long mixed(long start, Column column, int row) {
    if (column.isNull(row)) {
      return (start ^ 1) * FNV_PRIME;
    }
    ByteSink out = new ByteSink(64);
    ColumnCodec.write(ColumnBuilder.like(column, 1).append(column, new int[] {row}).build(), out);
    long hash = start;
    for (byte b : out.toByteArray()) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash ^ (hash >>> 29);
  }
}
