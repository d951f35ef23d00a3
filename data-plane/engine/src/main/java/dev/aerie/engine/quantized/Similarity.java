package dev.aerie.engine.quantized;

/** How near the rows of a set of codes are to one query. Safe for use by many threads. */
public interface Similarity {
  /** Larger is nearer. */
  float of(int row);

  /**
   * Reads a byte of each cache line of a row, so that the lines of several rows are on their way
   * from memory at once before the first is needed. What it gives only keeps the reads from being
   * left out.
   */
  int touch(int row);
}
