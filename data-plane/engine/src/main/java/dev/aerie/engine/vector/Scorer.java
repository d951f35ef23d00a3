package dev.aerie.engine.vector;

import dev.aerie.engine.schema.Metric;
import java.lang.foreign.MemorySegment;

/** Scores of stored vectors for one query, as {@link Metric} defines them. Thread-safe. */
@FunctionalInterface
public interface Scorer {
  float score(int row);

  /**
   * @param query of the vectors' dimension
   */
  static Scorer of(Metric metric, float[] query, Vectors vectors) {
    MemorySegment data = vectors.data();
    return switch (metric) {
      case L2 -> row -> Kernels.squaredDistance(query, data, vectors.offset(row));
      case IP -> row -> Kernels.dot(query, data, vectors.offset(row));
      case COSINE -> cosine(query, vectors);
      case HAMMING, JACCARD, BM25 -> throw VectorRows.unfit(metric, new QueryVector.Dense(query));
    };
  }

  private static Scorer cosine(float[] query, Vectors vectors) {
    MemorySegment data = vectors.data();
    float queryNorm =
        (float) Math.sqrt(ScalarKernels.dot(query, MemorySegment.ofArray(query), 0, 0));
    float inverse = queryNorm == 0 ? 0 : 1 / queryNorm;
    return row -> inverse * Kernels.dotOverLength(query, data, vectors.offset(row));
  }
}
