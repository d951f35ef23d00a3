package dev.aerie.engine.graph;

import dev.aerie.engine.quantized.Similarity;

/**
 * A sample of rows whose codes are kept together, so that all can be looked at: where a walk
 * begins.
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data
record Landmarks(int[] rows) {
  private static final int MOST = 1024;
  private static final int ROWS_EACH = 64;

  /** About evenly spread rows of those that have a vector. */
  static Landmarks of(int[] present) {
    int count = Math.clamp(present.length / ROWS_EACH, 1, MOST);
    int[] rows = new int[Math.min(count, present.length)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = present[(int) ((long) i * present.length / rows.length)];
    }
    return new Landmarks(rows);
  }

  /**
   * The landmarks nearest to a query, as rows.
   *
   * @param query similarities of the landmarks' own codes, in their order
   */
  void nearest(Similarity query, int wanted, Beam into) {
    into.begin(wanted);
    for (int i = 0; i < rows.length; i++) {
      into.offer(rows[i], query.of(i));
    }
  }
}
