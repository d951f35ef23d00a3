package dev.aerie.engine.vector;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;

/**
 * Dense float vectors in native memory or a mapped file, row after row, little-endian. Immutable;
 * freed when unreachable.
 *
 * @param nulls rows without a vector; their place holds zeros
 */
public record Vectors(MemorySegment data, int dimension, int rows, BitSet nulls)
    implements VectorRows {
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A copy of a column in native memory. */
  public static Vectors of(Column.FloatVectors column) {
    MemorySegment data = allocate(column.values().length);
    MemorySegment.copy(column.values(), 0, data, FLOAT, 0, column.values().length);
    return new Vectors(data, column.dimension(), column.size(), column.nulls());
  }

  /** All rows of the parts, one after the other. */
  public static Vectors concat(List<Vectors> parts) {
    int dimension = parts.getFirst().dimension;
    int rows = parts.stream().mapToInt(Vectors::rows).sum();
    MemorySegment data = allocate((long) rows * dimension);
    BitSet nulls = new BitSet(0);
    int at = 0;
    for (Vectors part : parts) {
      MemorySegment.copy(part.data, 0, data, (long) at * dimension * Float.BYTES, part.bytes());
      int base = at;
      part.nulls.stream().forEach(i -> nulls.set(base + i));
      at += part.rows;
    }
    return new Vectors(data, dimension, rows, nulls);
  }

  @Override
  public long bytes() {
    return (long) rows * dimension * Float.BYTES;
  }

  /** Where a row starts in {@link #data()}. */
  public long offset(int row) {
    return (long) row * dimension * Float.BYTES;
  }

  /** A copy of one row. */
  public float[] row(int row) {
    float[] values = new float[dimension];
    MemorySegment.copy(data, FLOAT, offset(row), values, 0, dimension);
    return values;
  }

  /** Sum of the squares of one row. */
  public float squaredNorm(int row) {
    return Kernels.squaredNorm(data, offset(row), dimension);
  }

  @Override
  public Vectors select(int[] wanted) {
    MemorySegment selected = allocate((long) wanted.length * dimension);
    BitSet missing = new BitSet(0);
    long rowBytes = (long) dimension * Float.BYTES;
    for (int i = 0; i < wanted.length; i++) {
      MemorySegment.copy(data, offset(wanted[i]), selected, i * rowBytes, rowBytes);
      missing.set(i, nulls.get(wanted[i]));
    }
    return new Vectors(selected, dimension, wanted.length, missing);
  }

  @Override
  public Scorer scorer(Metric metric, QueryVector query) {
    if (!(query instanceof QueryVector.Dense dense)) {
      throw VectorRows.unfit(metric, query);
    }
    return Scorer.of(metric, dense.values(), this);
  }

  @Override
  public Column.FloatVectors gather(int[] wanted) {
    float[] values = new float[Math.multiplyExact(wanted.length, dimension)];
    BitSet missing = new BitSet(0);
    for (int i = 0; i < wanted.length; i++) {
      MemorySegment.copy(data, FLOAT, offset(wanted[i]), values, i * dimension, dimension);
      if (nulls.get(wanted[i])) {
        missing.set(i);
      }
    }
    return new Column.FloatVectors(dimension, values, missing);
  }

  private static MemorySegment allocate(long floats) {
    return Arena.ofAuto().allocate(floats * Float.BYTES, 64);
  }
}
