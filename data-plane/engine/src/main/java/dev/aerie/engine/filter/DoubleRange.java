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
}
