package dev.aerie.engine.quantized;

import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Goes over some {@link BinaryRows}, wherever they lie, and gives those that look best for a query,
 * as {@link BinaryScan} does of all. Where a filter keeps few of many rows, fetching just these
 * takes less than reading all codes. Immutable and safe for use by many threads.
 */
public final class BinaryRowScan {
  /** Bytes fetched at once: of more lines than can be on their way, in half a first-level cache. */
  private static final int BATCH_BYTES = 16 << 10;

  private final BinaryRows rows;
  private final Queue<Pass> idle = new ConcurrentLinkedQueue<>();

  public BinaryRowScan(BinaryRows rows) {
    this.rows = rows;
  }

  /**
   * The rows with the best estimates, in no order.
   *
   * @param query the query as given, as many coordinates as the rows have
   * @param most how many rows to give at most, at least 1
   * @param allowed the rows to look at
   * @throws IllegalArgumentException if the query has another dimension than the rows
   */
  public int[] candidates(float[] query, BinaryScan.Order order, int most, BitSet allowed) {
    BinaryRowQuery ready = BinaryRowQuery.of(rows.frame(), order, query);
    Pass pass = idle.poll();
    if (pass == null) {
      pass = new Pass(rows);
    }
    pass.begin(ready, Math.min(most, Math.max(1, rows.rows())));
    long[] words = allowed.toLongArray();
    for (int w = 0; w < words.length; w++) {
      for (long left = words[w]; left != 0; left &= left - 1) {
        pass.take(w * Long.SIZE + Long.numberOfTrailingZeros(left));
      }
    }
    pass.end();
    int[] found = pass.best.rows();
    idle.add(pass);
    return found;
  }

  /** What scans need, one after the other. */
  private static final class Pass {
    private final BinaryRows rows;
    private final int[] batch;
    private BinaryRowQuery query;
    private Similarity similarity;
    private BestRows best;
    private int size;
    private int touched;

    Pass(BinaryRows rows) {
      this.rows = rows;
      this.batch = new int[Math.max(1, BATCH_BYTES / rows.stride())];
    }

    void begin(BinaryRowQuery wanted, int most) {
      query = wanted;
      similarity = wanted.to(rows);
      best = new BestRows(most);
    }

    void take(int row) {
      batch[size++] = row;
      if (size == batch.length) {
        end();
      }
    }

    /** Looks at what was taken, in loops of one thing each, which the compiler does well. */
    void end() {
      touched += touch(similarity, batch, size);
      int hopeful = hopeful(query, rows, batch, size, best.bar());
      for (int i = 0; i < hopeful; i++) {
        best.offer(batch[i], similarity.of(batch[i]));
      }
      size = 0;
    }

    private static int touch(Similarity similarity, int[] batch, int size) {
      int sum = 0;
      for (int i = 0; i < size; i++) {
        sum += similarity.touch(batch[i]);
      }
      return sum;
    }

    /** Leaves only the rows that may be above the bar, and tells how many. */
    private static int hopeful(
        BinaryRowQuery query, BinaryRows rows, int[] batch, int size, float bar) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        int row = batch[i];
        batch[kept] = row;
        kept += query.mayExceed(rows, row, bar) ? 1 : 0;
      }
      return kept;
    }
  }
}
