package dev.aerie.engine.row;

import dev.aerie.engine.schema.DataType;
import java.util.Arrays;
import java.util.BitSet;

/** Builds a column from ranges and single rows of others of the same type. Not thread-safe. */
public abstract class ColumnBuilder {
  private BitSet nulls = new BitSet(0);
  private int size;

  /** A builder for columns like {@code example}, with room for {@code capacity} rows. */
  public static ColumnBuilder like(Column example, int capacity) {
    return switch (example) {
      case Column.Bools _ ->
          new Fixed<>(1, new boolean[capacity], Column.Bools::values, Column.Bools::new);
      case Column.Ints _ ->
          new Fixed<>(1, new int[capacity], Column.Ints::values, Column.Ints::new);
      case Column.Longs _ ->
          new Fixed<>(1, new long[capacity], Column.Longs::values, Column.Longs::new);
      case Column.Floats _ ->
          new Fixed<>(1, new float[capacity], Column.Floats::values, Column.Floats::new);
      case Column.Doubles _ ->
          new Fixed<>(1, new double[capacity], Column.Doubles::values, Column.Doubles::new);
      case Column.Strings _ ->
          new Fixed<>(1, new String[capacity], Column.Strings::values, Column.Strings::new);
      case Column.Jsons _ ->
          new Fixed<>(1, new byte[capacity][], Column.Jsons::values, Column.Jsons::new);
      case Column.Arrays a -> new Lists(a.elementType(), a.elements(), capacity);
      case Column.FloatVectors v ->
          new Fixed<>(
              v.dimension(),
              new float[Math.multiplyExact(v.dimension(), capacity)],
              Column.FloatVectors::values,
              (values, nulls) -> new Column.FloatVectors(v.dimension(), values, nulls));
      case Column.BinaryVectors v ->
          new Fixed<>(
              v.dimension() / Byte.SIZE,
              new byte[Math.multiplyExact(v.dimension() / Byte.SIZE, capacity)],
              Column.BinaryVectors::values,
              (values, nulls) -> new Column.BinaryVectors(v.dimension(), values, nulls));
      case Column.SparseVectors _ -> new Pairs(capacity);
    };
  }

  /** Appends the rows {@code from} to {@code to - 1} of a column of this builder's type. */
  public final ColumnBuilder append(Column source, int from, int to) {
    copy(source, from, to, size);
    BitSet missing = source.nulls();
    // Not from one null to the next: that one may be far behind the rows, and they come one by one.
    int end = Math.min(to, missing.length());
    for (int row = from; row < end; row++) {
      if (missing.get(row)) {
        nulls.set(size + row - from);
      }
    }
    size += to - from;
    return this;
  }

  public final ColumnBuilder append(Column source) {
    return append(source, 0, source.size());
  }

  /** Appends the given rows of a column of this builder's type. */
  public final ColumnBuilder append(Column source, int[] rows) {
    for (int row : rows) {
      append(source, row, row + 1);
    }
    return this;
  }

  public final int size() {
    return size;
  }

  /** The column; the builder is used up. */
  public final Column build() {
    return finish(size, nulls);
  }

  abstract void copy(Column source, int from, int to, int at);

  abstract Column finish(int rows, BitSet missing);

  private static int grown(int needed, int capacity) {
    return needed <= capacity ? capacity : Math.max(needed, capacity + (capacity >> 1) + 8);
  }

  @SuppressWarnings({
    "unchecked",
    "SuspiciousSystemArraycopy"
  }) // A is an array type by construction
  private static <A> A resized(A array, int length) {
    int capacity = java.lang.reflect.Array.getLength(array);
    if (length == capacity) {
      return array;
    }
    Object copy = java.lang.reflect.Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, copy, 0, Math.min(capacity, length));
    return (A) copy;
  }

  private interface Values<C> {
    Object of(C column);
  }

  private interface Maker<A> {
    Column of(A values, BitSet nulls);
  }

  /** Rows of as many array slots each. */
  private static final class Fixed<A, C extends Column> extends ColumnBuilder {
    private final int width;
    private final Values<C> values;
    private final Maker<A> maker;
    private A array;

    Fixed(int width, A array, Values<C> values, Maker<A> maker) {
      this.width = width;
      this.array = array;
      this.values = values;
      this.maker = maker;
    }

    @Override
    @SuppressWarnings({
      "unchecked", // the caller appends columns of one type, else the cast fails
      "SuspiciousSystemArraycopy"
    })
    void copy(Column source, int from, int to, int at) {
      int needed = Math.multiplyExact(at + to - from, width);
      int capacity = java.lang.reflect.Array.getLength(array);
      array = needed > capacity ? resized(array, grown(needed, capacity)) : array;
      System.arraycopy(values.of((C) source), from * width, array, at * width, (to - from) * width);
    }

    @Override
    Column finish(int rows, BitSet missing) {
      return maker.of(resized(array, rows * width), missing);
    }
  }

  private static final class Lists extends ColumnBuilder {
    private final DataType elementType;
    private final ColumnBuilder elements;
    private int[] offsets;

    Lists(DataType elementType, Column example, int capacity) {
      this.elementType = elementType;
      this.elements = like(example, 0);
      this.offsets = new int[capacity + 1];
    }

    @Override
    void copy(Column source, int from, int to, int at) {
      Column.Arrays lists = (Column.Arrays) source;
      offsets = resized(offsets, grown(at + to - from + 1, offsets.length));
      elements.append(lists.elements(), lists.offsets()[from], lists.offsets()[to]);
      int shift = offsets[at] - lists.offsets()[from];
      for (int row = from; row < to; row++) {
        offsets[at + row - from + 1] = lists.offsets()[row + 1] + shift;
      }
    }

    @Override
    Column finish(int rows, BitSet missing) {
      return new Column.Arrays(
          elementType, Arrays.copyOf(offsets, rows + 1), elements.build(), missing);
    }
  }

  private static final class Pairs extends ColumnBuilder {
    private int[] offsets;
    private int[] indices = new int[0];
    private float[] weights = new float[0];

    Pairs(int capacity) {
      offsets = new int[capacity + 1];
    }

    @Override
    void copy(Column source, int from, int to, int at) {
      Column.SparseVectors theirs = (Column.SparseVectors) source;
      offsets = resized(offsets, grown(at + to - from + 1, offsets.length));
      int first = theirs.offsets()[from];
      int count = theirs.offsets()[to] - first;
      int capacity = grown(offsets[at] + count, indices.length);
      indices = resized(indices, capacity);
      weights = resized(weights, capacity);
      System.arraycopy(theirs.indices(), first, indices, offsets[at], count);
      System.arraycopy(theirs.weights(), first, weights, offsets[at], count);
      int shift = offsets[at] - first;
      for (int row = from; row < to; row++) {
        offsets[at + row - from + 1] = theirs.offsets()[row + 1] + shift;
      }
    }

    @Override
    Column finish(int rows, BitSet missing) {
      int pairs = offsets[rows];
      return new Column.SparseVectors(
          resized(offsets, rows + 1), resized(indices, pairs), resized(weights, pairs), missing);
    }
  }
}
