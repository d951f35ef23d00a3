package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Comparison;

/** The numbers from {@code from} to {@code to}, both included; none when either is no number. */
record DoubleRange(double from, double to) {
  private static final DoubleRange NONE = new DoubleRange(Double.NaN, Double.NaN);

  /**
   * The numbers that compare so with a constant.
   *
   * @param comparison any but NE, whose answer is the rest of EQ's
   */
  static DoubleRange of(Comparison comparison, double value) {
    return switch (comparison) {
      case EQ, NE -> new DoubleRange(value, value);
      case LE -> new DoubleRange(Double.NEGATIVE_INFINITY, value);
      case GE -> new DoubleRange(value, Double.POSITIVE_INFINITY);
      case LT ->
          value == Double.NEGATIVE_INFINITY
              ? NONE
              : new DoubleRange(Double.NEGATIVE_INFINITY, Math.nextDown(value));
      case GT ->
          value == Double.POSITIVE_INFINITY
              ? NONE
              : new DoubleRange(Math.nextUp(value), Double.POSITIVE_INFINITY);
    };
  }

  /** The numbers in both. */
  DoubleRange and(DoubleRange other) {
    return new DoubleRange(Math.max(from, other.from), Math.min(to, other.to));
  }

  /** Negative where a value is before the range; what is no number is after all that are. */
  int compareFrom(double value) {
    return value < from ? -1 : 0;
  }

  /** Positive where a value is after the range, or the range is none. */
  int compareTo(double value) {
    return value <= to ? 0 : 1;
  }
}
