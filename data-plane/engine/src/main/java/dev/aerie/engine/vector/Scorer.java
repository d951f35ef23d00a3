package dev.aerie.engine.vector;

import dev.aerie.engine.schema.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Scores of stored vectors for one query, as {@link Metric} defines them. Thread-safe. */
@FunctionalInterface
public interface Scorer {
  float score(int row);

  /**
   * Reads where a row begins, so that the rows of a few scores to come are on their way from memory
   * at once. What it gives only keeps the reads from being left out.
   */
  default int touch(int row) {
    return 0;
  }

  /**
   * @param query of the vectors' dimension
   */
  static Scorer of(Metric metric, float[] query, Vectors vectors) {
    MemorySegment data = vectors.data();
    Scorer scorer =
        switch (metric) {
          case L2 -> row -> Kernels.squaredDistance(query, data, vectors.offset(row));
          case IP -> row -> Kernels.dot(query, data, vectors.offset(row));
          case COSINE -> cosine(query, vectors);
          case HAMMING, JACCARD, BM25 ->
              throw VectorRows.unfit(metric, new QueryVector.Dense(query));
        };
    return new Dense(scorer, vectors);
  }

  /** Scores of vectors that take several cache lines each. */
  record Dense(Scorer scorer, Vectors vectors) implements Scorer {
    private static final int CACHE_LINE = 64;

    /** Those behind them come by themselves, as they are read in a row. */
    private static final int LINES = 4;

    @Override
    public float score(int row) {
      return scorer.score(row);
    }

    @Override
    public int touch(int row) {
      long from = vectors.offset(row);
      long to = Math.min(vectors.offset(row + 1), from + LINES * CACHE_LINE);
      int sum = 0;
      for (long at = from; at < to; at += CACHE_LINE) {
        sum += vectors.data().get(ValueLayout.JAVA_BYTE, at);
      }
      return sum;
    }
  }

  private static Scorer cosine(float[] query, Vectors vectors) {
    MemorySegment data = vectors.data();
    float squares = Lengths.squared(query);
    if (!Lengths.isUsual(squares)) {
      float[] unit = query.clone();
      Lengths.normalise(unit, squares);
      return row -> Kernels.dotOverLength(unit, data, vectors.offset(row));
    }
    float inverse = 1 / (float) Math.sqrt(squares);
    return row -> inverse * Kernels.dotOverLength(query, data, vectors.offset(row));
  }
}
