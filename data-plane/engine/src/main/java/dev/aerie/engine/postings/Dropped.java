package dev.aerie.engine.postings;

import dev.aerie.engine.vector.QueryVector;
import java.util.Arrays;

/** Queries without their least weights. */
final class Dropped {
  private Dropped() {}

  /**
   * @param ratio share of the weights to drop, from 0 below 1
   */
  static QueryVector.Sparse of(QueryVector.Sparse query, double ratio) {
    int dropped = (int) (ratio * query.weights().length);
    if (dropped == 0) {
      return query;
    }
    float[] rising = query.weights().clone();
    Arrays.sort(rising);
    float least = rising[dropped];
    int[] indices = new int[rising.length];
    float[] weights = new float[rising.length];
    int kept = 0;
    for (int i = 0; i < rising.length; i++) {
      if (query.weights()[i] >= least) {
        indices[kept] = query.indices()[i];
        weights[kept++] = query.weights()[i];
      }
    }
    return new QueryVector.Sparse(
        Arrays.copyOf(indices, kept), Arrays.copyOf(weights, kept), query.weighting());
  }
}
