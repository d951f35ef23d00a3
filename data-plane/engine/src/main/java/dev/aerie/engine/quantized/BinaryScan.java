package dev.aerie.engine.quantized;

import static jdk.incubator.vector.VectorOperators.GT;

import dev.aerie.engine.schema.Metric;
import java.util.function.IntPredicate;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Goes over all {@link BinaryCodes} of a segment and gives the rows that look best for a query; the
 * caller computes their true scores and keeps the best of them. Immutable and safe for use by many
 * threads.
 */
public final class BinaryScan {
  /** What to prefer. */
  public enum Order {
    /** The largest inner product. */
    INNER_PRODUCT,
    /** The least Euclidean distance. */
    EUCLIDEAN;

    /** What ranks as the metric does; COSINE as inner products of vectors of length 1. */
    public static Order of(Metric metric) {
      return metric == Metric.L2 ? EUCLIDEAN : INNER_PRODUCT;
    }
  }

  /** Blocks a pass: the estimates of one pass stay in the first-level cache. */
  private static final int PASS = 256;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  private final BinaryCodes codes;
  private final BinaryKernel kernel;

  public BinaryScan(BinaryCodes codes) {
    this(codes, BinaryKernel.preferred());
  }

  BinaryScan(BinaryCodes codes, BinaryKernel kernel) {
    this.codes = codes;
    this.kernel = kernel;
  }

  /**
   * The rows with the best estimates, in no order.
   *
   * @param query the query as given, {@link BinaryCodes#dimension()} coordinates
   * @param most how many rows to give at most, at least 1
   * @param allowed the rows that may be given
   * @throws IllegalArgumentException if the query has another dimension than the codes
   */
  public int[] candidates(float[] query, Order order, int most, IntPredicate allowed) {
    BinaryQuery ready = BinaryQuery.of(codes.frame(), order, query);
    BestRows best = new BestRows(Math.min(most, Math.max(1, codes.rows())));
    float[] estimates = new float[PASS * BinaryCodes.BLOCK];
    int blocks = codes.blocks();
    for (int from = 0; from < blocks; from += PASS) {
      int to = Math.min(blocks, from + PASS);
      kernel.estimate(codes, ready, from, to, estimates);
      int first = from * BinaryCodes.BLOCK;
      int end = Math.min(codes.rows(), to * BinaryCodes.BLOCK);
      if (order == Order.EUCLIDEAN) {
        toNegatedDistances(estimates, first, end);
      }
      offer(best, estimates, first, end, allowed);
    }
    return best.rows();
  }

  /** |r - q|² = |r|² + |q|² - 2 <r, q>; |q|² is the same for all rows and left out. */
  private void toNegatedDistances(float[] estimates, int first, int end) {
    for (int row = first; row < end; row++) {
      estimates[row - first] = 2 * estimates[row - first] - codes.squaredLengths[row];
    }
  }

  /**
   * Few estimates are above the bar after the first pass, so a register of them is passed at once.
   */
  private static void offer(
      BestRows best, float[] estimates, int first, int end, IntPredicate allowed) {
    float bar = best.bar();
    int count = end - first;
    int i = 0;
    for (int bound = FLOATS.loopBound(count); i < bound; i += FLOATS.length()) {
      long above = FloatVector.fromArray(FLOATS, estimates, i).compare(GT, bar).toLong();
      for (; above != 0; above &= above - 1) {
        int at = i + Long.numberOfTrailingZeros(above);
        bar = offer(best, bar, first + at, estimates[at], allowed);
      }
    }
    for (; i < count; i++) {
      bar = offer(best, bar, first + i, estimates[i], allowed);
    }
  }

  private static float offer(
      BestRows best, float bar, int row, float estimate, IntPredicate allowed) {
    return estimate > bar && allowed.test(row) ? best.offer(row, estimate) : bar;
  }
}
