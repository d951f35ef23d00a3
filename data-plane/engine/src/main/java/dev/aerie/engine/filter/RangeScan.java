package dev.aerie.engine.filter;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import java.util.BitSet;
import java.util.function.IntPredicate;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Which numbers of a column lie in a range, a register at a time on the Vector API; what does not
 * fill a word of 64 rows is tested one by one. Without boxing, and without a branch that depends on
 * the value. What is said of null rows means nothing.
 */
final class RangeScan {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  private RangeScan() {}

  /** Tests 64 rows from this one on. */
  @FunctionalInterface
  private interface WordTest {
    long of(int first);
  }

  static BitSet within(long[] values, LongRange range) {
    return scan(
        values.length,
        first -> word(values, first, range.from(), range.to()),
        row -> values[row] >= range.from() && values[row] <= range.to());
  }

  static BitSet within(int[] values, LongRange range) {
    if (range.from() > Integer.MAX_VALUE || range.to() < Integer.MIN_VALUE) {
      return new BitSet();
    }
    int from = (int) Math.max(range.from(), Integer.MIN_VALUE);
    int to = (int) Math.min(range.to(), Integer.MAX_VALUE);
    return scan(
        values.length,
        first -> word(values, first, from, to),
        row -> values[row] >= from && values[row] <= to);
  }

  static BitSet within(double[] values, DoubleRange range) {
    return scan(
        values.length,
        first -> word(values, first, range.from(), range.to()),
        row -> values[row] >= range.from() && values[row] <= range.to());
  }

  static BitSet within(float[] values, DoubleRange range) {
    float from = atLeast(range.from());
    float to = -atLeast(-range.to());
    return scan(
        values.length,
        first -> word(values, first, from, to),
        row -> values[row] >= from && values[row] <= to);
  }

  /** The least number of single precision that is not below a value. */
  private static float atLeast(double value) {
    float near = (float) value;
    return near < value ? Math.nextUp(near) : near;
  }

  private static BitSet scan(int rows, WordTest word, IntPredicate one) {
    long[] words = new long[(rows + Long.SIZE - 1) / Long.SIZE];
    int whole = rows / Long.SIZE;
    for (int w = 0; w < whole; w++) {
      words[w] = word.of(w * Long.SIZE);
    }
    for (int row = whole * Long.SIZE; row < rows; row++) {
      words[whole] |= (one.test(row) ? 1L : 0L) << row;
    }
    return BitSet.valueOf(words);
  }

  private static long word(long[] values, int first, long from, long to) {
    long bits = 0;
    for (int i = 0; i < Long.SIZE; i += LONGS.length()) {
      LongVector v = LongVector.fromArray(LONGS, values, first + i);
      bits |= v.compare(GE, from).and(v.compare(LE, to)).toLong() << i;
    }
    return bits;
  }

  private static long word(int[] values, int first, int from, int to) {
    long bits = 0;
    for (int i = 0; i < Long.SIZE; i += INTS.length()) {
      IntVector v = IntVector.fromArray(INTS, values, first + i);
      bits |= v.compare(GE, from).and(v.compare(LE, to)).toLong() << i;
    }
    return bits;
  }

  private static long word(double[] values, int first, double from, double to) {
    long bits = 0;
    for (int i = 0; i < Long.SIZE; i += DOUBLES.length()) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, values, first + i);
      bits |= v.compare(GE, from).and(v.compare(LE, to)).toLong() << i;
    }
    return bits;
  }

  private static long word(float[] values, int first, float from, float to) {
    long bits = 0;
    for (int i = 0; i < Long.SIZE; i += FLOATS.length()) {
      FloatVector v = FloatVector.fromArray(FLOATS, values, first + i);
      bits |= v.compare(GE, from).and(v.compare(LE, to)).toLong() << i;
    }
    return bits;
  }
}
