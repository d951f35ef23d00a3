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
      case Column.Doubles c -> {
        double[] sorted = numbers(values);
        yield Optional.of(select(among, row -> contains(sorted, c.values()[row])));
      }
      case Column.Floats c -> {
        double[] sorted = numbers(values);
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

  /** Whole numbers among the values, in order; others equal none. */
  private static long[] wholeNumbers(Collection<Object> values) {
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

  private static double[] numbers(Collection<Object> values) {
    return values.stream()
        .filter(Number.class::isInstance)
        .mapToDouble(v -> ((Number) v).doubleValue() + 0.0)
        .sorted()
        .toArray();
  }

  /** Both zeros are the same number. */
  private static boolean contains(double[] sorted, double value) {
    return Arrays.binarySearch(sorted, value + 0.0) >= 0 && !Double.isNaN(value);
  }

  static BitSet equal(boolean[] values, boolean wanted) {
    long[] words = new long[words(values.length)];
    for (int word = 0; word < words.length; word++) {
      int first = word << 6;
      int end = Math.min(Long.SIZE, values.length - first);
      long bits = 0;
      for (int i = 0; i < end; i++) {
        boolean value = values[first + i];
        bits |= (value == wanted ? 1L : 0L) << i;
      }
      words[word] = bits;
    }
    return BitSet.valueOf(words);
  }

  private static int words(int rows) {
    return (rows + Long.SIZE - 1) / Long.SIZE;
  }
}
