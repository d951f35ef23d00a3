package dev.aerie.engine.quantized;

import java.util.function.IntPredicate;

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
    EUCLIDEAN
  }

  /** Blocks a pass: the estimates of one pass stay in the first-level cache. */
  private static final int PASS = 256;

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
    BinaryQuery ready =
        switch (order) {
          case INNER_PRODUCT -> BinaryQuery.forInnerProduct(codes, query);
          case EUCLIDEAN -> BinaryQuery.forDistance(codes, query);
        };
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

  private static void offer(
      BestRows best, float[] estimates, int first, int end, IntPredicate allowed) {
    float bar = best.bar();
    for (int row = first; row < end; row++) {
      float estimate = estimates[row - first];
      if (estimate > bar && allowed.test(row)) {
        bar = best.offer(row, estimate);
      }
    }
  }
}
