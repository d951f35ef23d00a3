package dev.aerie.engine.row;

import dev.aerie.engine.schema.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * The values of one field for a run of rows, in the field's own Java type. A column is not changed
 * once it is handed over, by either side; its arrays are shared, not copied.
 *
 * <p>{@link #nulls()} has a bit set for each row that is null; the value slot of such a row is
 * ignored.
 */
@SuppressWarnings("ArrayRecordComponent") // columns are bulk data: arrays are the point
public sealed interface Column {
  /** Number of rows. */
  int size();

  /** Rows that are null; empty when none is. */
  BitSet nulls();

  default boolean isNull(int row) {
    return nulls().get(row);
  }

  /** No row is null. */
  static BitSet none() {
    return new BitSet(0);
  }

  record Bools(boolean[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** INT8, INT16 and INT32. */
  record Ints(int[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  record Longs(long[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  record Floats(float[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  record Doubles(double[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** VARCHAR; a null row's slot is the empty string. */
  record Strings(String[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** JSON documents in UTF-8, one a row; a null row's slot is an empty array. */
  record Jsons(byte[][] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  /**
   * ARRAY: row {@code i} has the elements {@code offsets[i]} to {@code offsets[i + 1] - 1} of
   * {@code elements}; {@code offsets} has one entry more than there are rows.
   */
  record Arrays(DataType elementType, int[] offsets, Column elements, BitSet nulls)
      implements Column {
    @Override
    public int size() {
      return offsets.length - 1;
    }
  }

  /** Dense vectors of any width: row {@code i} lies at {@code i * dimension}. */
  record FloatVectors(int dimension, float[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length / dimension;
    }
  }

  /**
   * Vectors of bits: row {@code i} has the {@code dimension / 8} bytes from {@code i * dimension /
   * 8} on; {@code dimension} is a multiple of 8.
   */
  record BinaryVectors(int dimension, byte[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length / (dimension / Byte.SIZE);
    }
  }

  /**
   * Vectors that are zero but in a few dimensions: row {@code i} has the pairs {@code offsets[i]}
   * to {@code offsets[i + 1] - 1}, by rising index as unsigned numbers.
   */
  record SparseVectors(int[] offsets, int[] indices, float[] weights, BitSet nulls)
      implements Column {
    /** Bytes of a pair as clients write it: index and weight. */
    public static final int PAIR_BYTES = 8;

    @Override
    public int size() {
      return offsets.length - 1;
    }

    /** One row as clients write it: pairs of index and weight, little-endian. */
    public byte[] bytes(int row) {
      ByteBuffer out =
          ByteBuffer.allocate((offsets[row + 1] - offsets[row]) * PAIR_BYTES)
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = offsets[row]; i < offsets[row + 1]; i++) {
        out.putInt(indices[i]).putFloat(weights[i]);
      }
      return out.array();
    }
  }
}
