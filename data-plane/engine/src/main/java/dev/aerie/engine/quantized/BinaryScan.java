package dev.aerie.engine.quantized;

import dev.aerie.engine.schema.Metric;
import java.util.BitSet;

/**
 * Goes over all {@link BinaryCodes} of a segment and gives the rows that look best for a query; the
 * caller computes their true scores and keeps the best of them. Immutable and safe for use by many
 * threads.
 *
 * <p>Nearly all rows are far from good enough, and telling so early is what makes a scan fast: a
 * sample of the rows gives the bar that the best will be above.
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

  /** Blocks of the sample, and how many of them lie together. */
  private static final int SAMPLE = 256;

  private static final int SAMPLE_RUN = 8;

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
  public int[] candidates(float[] query, Order order, int most, BitSet allowed) {
    BinaryQuery ready = BinaryQuery.of(codes.frame(), order, query);
    int wanted = Math.min(most, Math.max(1, codes.rows()));
    ScanPass pass = new ScanPass(allowed, codes.blocks());
    float bar = sampledBar(ready, wanted, pass);
    int[] rows = best(ready, wanted, bar, pass);
    boolean barTooHigh = rows.length < wanted && bar != Float.NEGATIVE_INFINITY;
    return barTooHigh ? best(ready, wanted, Float.NEGATIVE_INFINITY, pass) : rows;
  }

  private int[] best(BinaryQuery query, int wanted, float bar, ScanPass pass) {
    BestRows best = new BestRows(wanted, bar);
    int blocks = codes.blocks();
    for (int from = 0; from < blocks; from += ScanPass.BLOCKS) {
      scan(query, from, Math.min(blocks, from + ScanPass.BLOCKS), pass, best);
    }
    return best.rows();
  }

  /** A score that more rows than wanted exceed, almost surely; no bar where there are few rows. */
  private float sampledBar(BinaryQuery query, int wanted, ScanPass pass) {
    int blocks = codes.blocks();
    int runs = SAMPLE / SAMPLE_RUN;
    double expected = (double) wanted * SAMPLE / blocks;
    int rank = (int) Math.ceil(expected + 3 * Math.sqrt(expected) + 1);
    if (blocks < 4 * SAMPLE) {
      return Float.NEGATIVE_INFINITY;
    }
    BestRows sample = new BestRows(rank);
    for (int run = 0; run < runs; run++) {
      int from = (int) ((long) run * (blocks - SAMPLE_RUN) / runs);
      scan(query, from, from + SAMPLE_RUN, pass, sample);
    }
    return sample.rows().length < rank ? Float.NEGATIVE_INFINITY : sample.bar();
  }

  private void scan(BinaryQuery query, int from, int to, ScanPass pass, BestRows best) {
    kernel.estimate(codes, query, from, to, best.bar(), pass);
    kernel.refine(codes, query, best.bar(), pass);
    for (int i = 0; i < pass.hopeful; i++) {
      int block = pass.blocks[i];
      for (int above = pass.above[i]; above != 0; above &= above - 1) {
        int lane = Integer.numberOfTrailingZeros(above);
        best.offer(block * BinaryCodes.BLOCK + lane, pass.estimates[pass.at(block) + lane]);
      }
    }
  }
}
