package dev.aerie.engine.vector;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.List;

/**
 * Vectors of bits in native memory or a mapped file, row after row. Immutable; freed when
 * unreachable.
 *
 * @param dimension bits a row, a multiple of 8
 * @param nulls rows without a vector; their place holds zeros
 */
public record BinaryVectors(MemorySegment data, int dimension, int rows, BitSet nulls)
    implements VectorRows {

  /** A copy of a column in native memory. */
  public static BinaryVectors of(Column.BinaryVectors column) {
    MemorySegment data = allocate(column.values().length);
    MemorySegment.copy(column.values(), 0, data, ValueLayout.JAVA_BYTE, 0, column.values().length);
    return new BinaryVectors(data, column.dimension(), column.size(), column.nulls());
  }

  static BinaryVectors concat(List<BinaryVectors> parts) {
    MemorySegment data = allocate(parts.stream().mapToLong(BinaryVectors::bytes).sum());
    BitSet nulls = new BitSet(0);
    long at = 0;
    int row = 0;
    for (BinaryVectors part : parts) {
      MemorySegment.copy(part.data, 0, data, at, part.bytes());
      int base = row;
      part.nulls.stream().forEach(i -> nulls.set(base + i));
      at += part.bytes();
      row += part.rows;
    }
    return new BinaryVectors(data, parts.getFirst().dimension, row, nulls);
  }

  @Override
  public long bytes() {
    return (long) rows * width();
  }

  @Override
  public BinaryVectors select(int[] wanted) {
    MemorySegment selected = allocate((long) wanted.length * width());
    return new BinaryVectors(selected, dimension, wanted.length, copy(wanted, selected));
  }

  @Override
  public Column.BinaryVectors gather(int[] wanted) {
    byte[] values = new byte[Math.multiplyExact(wanted.length, width())];
    BitSet missing = copy(wanted, MemorySegment.ofArray(values));
    return new Column.BinaryVectors(dimension, values, missing);
  }

  @Override
  public Scorer scorer(Metric metric, QueryVector query) {
    if (!(query instanceof QueryVector.Binary bits)) {
      throw VectorRows.unfit(metric, query);
    }
    byte[] wanted = bits.values();
    return switch (metric) {
      case HAMMING -> row -> BitKernels.hamming(wanted, data, offset(row));
      case JACCARD -> row -> BitKernels.jaccard(wanted, data, offset(row));
      default -> throw VectorRows.unfit(metric, query);
    };
  }

  private BitSet copy(int[] wanted, MemorySegment to) {
    BitSet missing = new BitSet(0);
    for (int i = 0; i < wanted.length; i++) {
      MemorySegment.copy(data, offset(wanted[i]), to, (long) i * width(), width());
      if (nulls.get(wanted[i])) {
        missing.set(i);
      }
    }
    return missing;
  }

  private int width() {
    return dimension / Byte.SIZE;
  }

  private long offset(int row) {
    return (long) row * width();
  }

  private static MemorySegment allocate(long bytes) {
    return Arena.ofAuto().allocate(bytes, 64);
  }
}
