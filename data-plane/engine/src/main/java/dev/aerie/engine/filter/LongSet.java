package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Operand.Literal;
import java.util.Arrays;
import java.util.List;

/** Whole numbers in a sorted array: the values of {@code in}, without boxing. */
@SuppressWarnings("ArrayRecordComponent") // bulk data
record LongSet(long[] sorted) {
  /** Whole numbers among the values; others cannot equal one. */
  static LongSet of(List<Literal> values) {
    return new LongSet(
        values.stream()
            .map(Literal::value)
            .filter(v -> v instanceof Long || (v instanceof Double d && d == Math.rint(d)))
            .mapToLong(v -> ((Number) v).longValue())
            .sorted()
            .toArray());
  }

  boolean contains(long value) {
    return Arrays.binarySearch(sorted, value) >= 0;
  }
}
