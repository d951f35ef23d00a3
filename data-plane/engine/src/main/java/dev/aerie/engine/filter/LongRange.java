package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Comparison;

/** The whole numbers from {@code from} to {@code to}, both included; none when from is larger. */
record LongRange(long from, long to) {
  private static final LongRange NONE = new LongRange(1, 0);

  /** 2 to the power of 63, the first double that is larger than every long. */
  private static final double BEYOND = 0x1p63;

  /**
   * The numbers that compare so with a constant.
   *
   * @param comparison any but NE, whose answer is the rest of EQ's
   */
  static LongRange of(Comparison comparison, Number constant) {
    return constant instanceof Long whole
        ? ofWhole(comparison, whole)
        : ofDouble(comparison, constant.doubleValue());
  }

  private static LongRange ofWhole(Comparison comparison, long value) {
    return switch (comparison) {
      case EQ, NE -> new LongRange(value, value);
      case LE -> new LongRange(Long.MIN_VALUE, value);
      case GE -> new LongRange(value, Long.MAX_VALUE);
      case LT -> value == Long.MIN_VALUE ? NONE : new LongRange(Long.MIN_VALUE, value - 1);
      case GT -> value == Long.MAX_VALUE ? NONE : new LongRange(value + 1, Long.MAX_VALUE);
    };
  }

  private static LongRange ofDouble(Comparison comparison, double value) {
    boolean whole = value == Math.rint(value);
    boolean below = value < -BEYOND;
    boolean above = value >= BEYOND;
    if (Double.isNaN(value)) {
      return NONE;
    }
    return switch (comparison) {
      case EQ, NE -> whole && !below && !above ? ofWhole(Comparison.EQ, (long) value) : NONE;
      case LT, LE -> {
        if (below || above) {
          yield above ? new LongRange(Long.MIN_VALUE, Long.MAX_VALUE) : NONE;
        }
        yield ofWhole(whole ? comparison : Comparison.LE, (long) Math.floor(value));
      }
      case GT, GE -> {
        if (below || above) {
          yield below ? new LongRange(Long.MIN_VALUE, Long.MAX_VALUE) : NONE;
        }
        yield ofWhole(whole ? comparison : Comparison.GE, (long) Math.ceil(value));
      }
    };
  }

  /** The numbers in both. */
  LongRange and(LongRange other) {
    return new LongRange(Math.max(from, other.from), Math.min(to, other.to));
  }
}
