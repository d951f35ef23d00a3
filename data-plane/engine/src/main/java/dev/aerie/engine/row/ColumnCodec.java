package dev.aerie.engine.row;

import dev.aerie.engine.schema.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Columns as little-endian bytes: kind, rows, null mask, values. Part of the log's format: a change
 * needs a new version of it.
 */
public final class ColumnCodec {
  private static final byte BOOLS = 1;
  private static final byte INTS = 2;
  private static final byte LONGS = 3;
  private static final byte FLOATS = 4;
  private static final byte DOUBLES = 5;
  private static final byte STRINGS = 6;
  private static final byte JSONS = 7;
  private static final byte ARRAYS = 8;
  private static final byte FLOAT_VECTORS = 9;
  private static final byte BINARY_VECTORS = 10;
  private static final byte SPARSE_VECTORS = 11;

  private ColumnCodec() {}

  public static void write(RowBatch batch, ByteSink out) {
    out.putInt(batch.rows()).putInt(batch.columns().size());
    batch.columns().forEach((name, column) -> write(column, out.putString(name)));
  }

  public static RowBatch readBatch(ByteBuffer in) {
    int rows = in.getInt();
    int count = in.getInt();
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = ByteSink.string(in);
      columns.put(name, read(in));
    }
    return new RowBatch(rows, columns);
  }

  public static void write(Column column, ByteSink out) {
    switch (column) {
      case Column.Bools c -> {
        head(out, BOOLS, c);
        for (boolean value : c.values()) {
          out.putByte(value ? 1 : 0);
        }
      }
      case Column.Ints c -> head(out, INTS, c).putInts(c.values());
      case Column.Longs c -> head(out, LONGS, c).putLongs(c.values());
      case Column.Floats c -> head(out, FLOATS, c).putFloats(c.values());
      case Column.Doubles c -> head(out, DOUBLES, c).putDoubles(c.values());
      case Column.Strings c -> {
        head(out, STRINGS, c);
        for (String value : c.values()) {
          out.putString(value);
        }
      }
      case Column.Jsons c -> {
        head(out, JSONS, c);
        for (byte[] value : c.values()) {
          out.putBlob(value);
        }
      }
      case Column.Arrays c -> {
        head(out, ARRAYS, c).putInt(c.elementType().number()).putInts(c.offsets());
        write(c.elements(), out);
      }
      case Column.FloatVectors c ->
          head(out, FLOAT_VECTORS, c).putInt(c.dimension()).putFloats(c.values());
      case Column.BinaryVectors c ->
          head(out, BINARY_VECTORS, c).putInt(c.dimension()).putBlob(c.values());
      case Column.SparseVectors c ->
          head(out, SPARSE_VECTORS, c)
              .putInts(c.offsets())
              .putInts(c.indices())
              .putFloats(c.weights());
    }
  }

  public static Column read(ByteBuffer in) {
    in.order(ByteOrder.LITTLE_ENDIAN);
    byte kind = in.get();
    int rows = in.getInt();
    BitSet nulls = BitSet.valueOf(ByteSink.blob(in));
    return switch (kind) {
      case BOOLS -> {
        boolean[] values = new boolean[rows];
        for (int i = 0; i < rows; i++) {
          values[i] = in.get() != 0;
        }
        yield new Column.Bools(values, nulls);
      }
      case INTS -> new Column.Ints(ByteSink.ints(in, rows), nulls);
      case LONGS -> new Column.Longs(ByteSink.longs(in, rows), nulls);
      case FLOATS -> new Column.Floats(ByteSink.floats(in, rows), nulls);
      case DOUBLES -> new Column.Doubles(ByteSink.doubles(in, rows), nulls);
      case STRINGS -> {
        String[] values = new String[rows];
        for (int i = 0; i < rows; i++) {
          values[i] = new String(ByteSink.blob(in), StandardCharsets.UTF_8);
        }
        yield new Column.Strings(values, nulls);
      }
      case JSONS -> {
        byte[][] values = new byte[rows][];
        for (int i = 0; i < rows; i++) {
          values[i] = ByteSink.blob(in);
        }
        yield new Column.Jsons(values, nulls);
      }
      case ARRAYS -> {
        DataType elementType = DataType.ofNumber(in.getInt());
        int[] offsets = ByteSink.ints(in, rows + 1);
        yield new Column.Arrays(elementType, offsets, read(in), nulls);
      }
      case FLOAT_VECTORS -> {
        int dimension = in.getInt();
        yield new Column.FloatVectors(dimension, ByteSink.floats(in, rows * dimension), nulls);
      }
      case SPARSE_VECTORS -> {
        int[] offsets = ByteSink.ints(in, rows + 1);
        int[] indices = ByteSink.ints(in, offsets[rows]);
        yield new Column.SparseVectors(offsets, indices, ByteSink.floats(in, offsets[rows]), nulls);
      }
      case BINARY_VECTORS -> new Column.BinaryVectors(in.getInt(), ByteSink.blob(in), nulls);
      default -> throw new IllegalArgumentException("unknown column kind " + kind);
    };
  }

  private static ByteSink head(ByteSink out, byte kind, Column column) {
    return out.putByte(kind).putInt(column.size()).putBlob(column.nulls().toByteArray());
  }
}
