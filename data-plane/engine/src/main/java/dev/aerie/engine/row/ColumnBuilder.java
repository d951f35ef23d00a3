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
          new Fixed<>(new boolean[capacity], Column.Bools::values, Column.Bools::new);
      case Column.Ints _ -> new Fixed<>(new int[capacity], Column.Ints::values, Column.Ints::new);
      case Column.Longs _ ->
          new Fixed<>(new long[capacity], Column.Longs::values, Column.Longs::new);
      case Column.Floats _ ->
          new Fixed<>(new float[capacity], Column.Floats::values, Column.Floats::new);
      case Column.Doubles _ ->
          new Fixed<>(new double[capacity], Column.Doubles::values, Column.Doubles::new);
      case Column.Strings _ ->
          new Fixed<>(new String[capacity], Column.Strings::values, Column.Strings::new);
      case Column.Jsons _ ->
          new Fixed<>(new byte[capacity][], Column.Jsons::values, Column.Jsons::new);
      case Column.Arrays a -> new Lists(a.elementType(), a.elements(), capacity);
      case Column.FloatVectors v -> new Vectors(v.dimension(), capacity);
    };
  }

  /** Appends the rows {@code from} to {@code to - 1} of a column of this builder's type. */
  public final ColumnBuilder append(Column source, int from, int to) {
    copy(source, from, to, size);
    BitSet missing = source.nulls();
    for (int i = missing.nextSetBit(from); i >= 0 && i < to; i = missing.nextSetBit(i + 1)) {
      nulls.set(size + i - from);
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

  private interface Values<C> {
    Object of(C column);
  }

  private interface Maker<A> {
    Column of(A values, BitSet nulls);
  }

  /** One array slot a row. */
  private static final class Fixed<A, C extends Column> extends ColumnBuilder {
    private final Values<C> values;
    private final Maker<A> maker;
    private A array;

    Fixed(A array, Values<C> values, Maker<A> maker) {
      this.array = array;
      this.values = values;
      this.maker = maker;
    }

    @Override
    @SuppressWarnings("unchecked") // the caller appends columns of one type, else the cast fails
    void copy(Column source, int from, int to, int at) {
      reserve(at + to - from);
      System.arraycopy(values.of((C) source), from, array, at, to - from);
    }

    @Override
    Column finish(int rows, BitSet missing) {
      resize(rows);
      return maker.of(array, missing);
    }

    private void reserve(int needed) {
      int capacity = java.lang.reflect.Array.getLength(array);
      if (needed > capacity) {
        resize(grown(needed, capacity));
      }
    }

    @SuppressWarnings({
      "unchecked",
      "SuspiciousSystemArraycopy"
    }) // A is an array type by construction
    private void resize(int length) {
      int capacity = java.lang.reflect.Array.getLength(array);
      if (length != capacity) {
        Object copy =
            java.lang.reflect.Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, Math.min(capacity, length));
        array = (A) copy;
      }
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
      offsets = Arrays.copyOf(offsets, grown(at + to - from + 1, offsets.length));
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

  private static final class Vectors extends ColumnBuilder {
    private final int dimension;
    private float[] values;

    Vectors(int dimension, int capacity) {
      this.dimension = dimension;
      this.values = new float[Math.multiplyExact(dimension, capacity)];
    }

    @Override
    void copy(Column source, int from, int to, int at) {
      int needed = Math.multiplyExact(at + to - from, dimension);
      values =
          needed > values.length ? Arrays.copyOf(values, grown(needed, values.length)) : values;
      float[] theirs = ((Column.FloatVectors) source).values();
      System.arraycopy(theirs, from * dimension, values, at * dimension, (to - from) * dimension);
    }

    @Override
    Column finish(int rows, BitSet missing) {
      float[] exact =
          values.length == rows * dimension ? values : Arrays.copyOf(values, rows * dimension);
      return new Column.FloatVectors(dimension, exact, missing);
    }
  }
}
