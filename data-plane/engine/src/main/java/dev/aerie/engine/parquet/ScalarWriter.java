package dev.aerie.engine.parquet;

import dev.aerie.engine.row.Column;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** Writes one scalar or list column of a row group, row by row. */
final class ScalarWriter {
  /** Writes the value in a slot of a column. */
  private interface Value {
    void write(int slot, int repetition, int definition);
  }

  private final Column column;
  private final ColumnWriter out;
  private final Value value;
  private final int present;

  ScalarWriter(Column column, ColumnDescriptor descriptor, ColumnWriteStore store) {
    this.column = column;
    this.out = store.getColumnWriter(descriptor);
    this.present = descriptor.getMaxDefinitionLevel();
    this.value = value(column instanceof Column.Arrays lists ? lists.elements() : column);
  }

  void write(int row) {
    if (column.isNull(row)) {
      out.writeNull(0, 0);
    } else if (column instanceof Column.Arrays lists) {
      writeList(lists, row);
    } else {
      value.write(row, 0, present);
    }
  }

  private void writeList(Column.Arrays lists, int row) {
    int from = lists.offsets()[row];
    int to = lists.offsets()[row + 1];
    if (from == to) {
      out.writeNull(0, present - 1);
    }
    for (int i = from; i < to; i++) {
      value.write(i, i == from ? 0 : 1, present);
    }
  }

  private Value value(Column values) {
    return switch (values) {
      case Column.Bools c -> (i, r, d) -> out.write(c.values()[i], r, d);
      case Column.Ints c -> (i, r, d) -> out.write(c.values()[i], r, d);
      case Column.Longs c -> (i, r, d) -> out.write(c.values()[i], r, d);
      case Column.Floats c -> (i, r, d) -> out.write(c.values()[i], r, d);
      case Column.Doubles c -> (i, r, d) -> out.write(c.values()[i], r, d);
      case Column.Strings c -> (i, r, d) -> out.write(Binary.fromString(c.values()[i]), r, d);
      case Column.Jsons c ->
          (i, r, d) -> out.write(Binary.fromConstantByteArray(c.values()[i]), r, d);
      case Column.BinaryVectors c -> {
        int width = c.dimension() / Byte.SIZE;
        yield (i, r, d) ->
            out.write(Binary.fromConstantByteArray(c.values(), i * width, width), r, d);
      }
      case Column.SparseVectors c ->
          (i, r, d) -> out.write(Binary.fromConstantByteArray(c.bytes(i)), r, d);
      case Column.Arrays _, Column.FloatVectors _ ->
          throw new IllegalArgumentException("a list of lists cannot be stored");
    };
  }
}
