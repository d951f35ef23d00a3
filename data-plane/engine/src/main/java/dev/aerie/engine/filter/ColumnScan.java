package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.row.Column;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Tests of whole columns: tight loops without boxing, a word of 64 rows at a time. What they say of
 * null rows means nothing.
 */
final class ColumnScan {
  private ColumnScan() {}

  /** Rows whose value compares so with a constant; empty when the column is of another kind. */
  static Optional<BitSet> compare(
      Column column, Comparison comparison, Object constant, BitSet among) {
    Optional<BitSet> found =
        switch (column) {
          case Column.Longs c when constant instanceof Number n ->
              Optional.of(within(c.values(), LongRange.of(comparison, n)));
          case Column.Ints c when constant instanceof Number n ->
              Optional.of(within(c.values(), LongRange.of(comparison, n)));
          case Column.Floats c when constant instanceof Number n ->
              Optional.of(within(c.values(), DoubleRange.of(comparison, n.doubleValue())));
          case Column.Doubles c when constant instanceof Number n ->
              Optional.of(within(c.values(), DoubleRange.of(comparison, n.doubleValue())));
          case Column.Strings c when constant instanceof String text ->
              Optional.of(select(among, texts(c.values(), comparison, text)));
          case Column.Bools c when constant instanceof Boolean wanted ->
              Optional.of(select(among, row -> c.values()[row] == wanted));
          default -> Optional.empty();
        };
    if (comparison == Comparison.NE) {
      found.ifPresent(equal -> equal.flip(0, column.size()));
    }
    return found;
  }

  /** Rows whose value is among some; empty when the column is of another kind. */
  static Optional<BitSet> in(Column column, Collection<Object> values, BitSet among) {
    return switch (column) {
      case Column.Longs c -> {
        long[] sorted = wholeNumbers(values);
        yield Optional.of(select(among, row -> contains(sorted, c.values()[row])));
      }
      case Column.Ints c -> {
        long[] sorted = wholeNumbers(values);
        yield Optional.of(select(among, row -> contains(sorted, c.values()[row])));
      }
      case Column.Strings c -> {
        Set<Object> wanted = new HashSet<>(values);
        yield Optional.of(select(among, row -> wanted.contains(c.values()[row])));
      }
      default -> Optional.empty();
    };
  }

  /** Rows among some that pass a test. */
  static BitSet select(BitSet among, IntPredicate test) {
    BitSet found = new BitSet(among.length());
    for (int row = among.nextSetBit(0); row >= 0; row = among.nextSetBit(row + 1)) {
      if (test.test(row)) {
        found.set(row);
      }
    }
    return found;
  }

  private static IntPredicate texts(String[] values, Comparison comparison, String constant) {
    return comparison == Comparison.EQ || comparison == Comparison.NE
        ? row -> values[row].equals(constant)
        : row -> Values.ordered(comparison, values[row].compareTo(constant));
  }

  /** Whole numbers among the values, in order; others equal none. */
  static long[] wholeNumbers(Collection<Object> values) {
    return values.stream()
        .filter(Number.class::isInstance)
        .map(v -> LongRange.of(Comparison.EQ, (Number) v))
        .filter(range -> range.from() == range.to())
        .mapToLong(LongRange::from)
        .sorted()
        .toArray();
  }

  private static boolean contains(long[] sorted, long value) {
    return Arrays.binarySearch(sorted, value) >= 0;
  }

  private static BitSet within(long[] values, LongRange range) {
    long from = range.from();
    long to = range.to();
    long[] words = new long[words(values.length)];
    for (int row = 0; row < values.length; row++) {
      long value = values[row];
      words[row >> 6] |= (value >= from & value <= to ? 1L : 0L) << row;
    }
    return BitSet.valueOf(words);
  }

  private static BitSet within(int[] values, LongRange range) {
    long from = range.from();
    long to = range.to();
    long[] words = new long[words(values.length)];
    for (int row = 0; row < values.length; row++) {
      long value = values[row];
      words[row >> 6] |= (value >= from & value <= to ? 1L : 0L) << row;
    }
    return BitSet.valueOf(words);
  }

  private static BitSet within(float[] values, DoubleRange range) {
    double from = range.from();
    double to = range.to();
    long[] words = new long[words(values.length)];
    for (int row = 0; row < values.length; row++) {
      double value = values[row];
      words[row >> 6] |= (value >= from & value <= to ? 1L : 0L) << row;
    }
    return BitSet.valueOf(words);
  }

  private static BitSet within(double[] values, DoubleRange range) {
    double from = range.from();
    double to = range.to();
    long[] words = new long[words(values.length)];
    for (int row = 0; row < values.length; row++) {
      double value = values[row];
      words[row >> 6] |= (value >= from & value <= to ? 1L : 0L) << row;
    }
    return BitSet.valueOf(words);
  }

  private static int words(int rows) {
    return (rows + Long.SIZE - 1) / Long.SIZE;
  }
}
