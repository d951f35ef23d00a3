package dev.aerie.server.search;

import dev.aerie.engine.schema.Metric;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the hits of several searches become one ranking. Pure. */
sealed interface Fusion {
  /**
   * One search's hits for one query, nearest first.
   *
   * @param keys primary keys
   * @param scores as many
   */
  record Ranking(Metric metric, List<Object> keys, List<Float> scores) {}

  /** A row of the fused ranking. */
  record Hit(Object key, float score) {}

  /** What the row at a rank (0 is the nearest) of a search adds to its score. */
  float share(int search, Ranking ranking, int rank);

  /**
   * All rows of the rankings, the best first; rows of the same score in the order in which they
   * were met.
   */
  default List<Hit> fuse(List<Ranking> rankings) {
    Map<Object, Float> scores = new LinkedHashMap<>();
    for (int search = 0; search < rankings.size(); search++) {
      Ranking ranking = rankings.get(search);
      for (int rank = 0; rank < ranking.keys().size(); rank++) {
        scores.merge(ranking.keys().get(rank), share(search, ranking, rank), Float::sum);
      }
    }
    return scores.entrySet().stream()
        .map(entry -> new Hit(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble((Hit hit) -> -hit.score()))
        .toList();
  }

  /**
   * Reciprocal rank fusion: 1 / (k + rank), ranks from 1.
   *
   * @param k dampens the first ranks; above 0
   */
  record ReciprocalRank(float k) implements Fusion {
    @Override
    public float share(int search, Ranking ranking, int rank) {
      return 1 / (k + rank + 1);
    }
  }

  /**
   * The sum of scores times weights.
   *
   * @param weights one a search, from 0 to 1
   * @param normalized whether scores of every metric are brought between 0 and 1 first; distances
   *     always are, since their smaller ones are the better
   */
  record Weighted(List<Float> weights, boolean normalized) implements Fusion {
    @Override
    public float share(int search, Ranking ranking, int rank) {
      float score = ranking.scores().get(rank);
      return weights.get(search)
          * (normalized || !ranking.metric().largerIsNearer()
              ? normal(ranking.metric(), score)
              : score);
    }

    private static float normal(Metric metric, float score) {
      return switch (metric) {
        case COSINE -> (1 + score) / 2;
        case IP -> (float) (0.5 + Math.atan(score) / Math.PI);
        case L2, HAMMING, JACCARD -> (float) (1 - 2 * Math.atan(score) / Math.PI);
        case BM25 -> (float) (2 * Math.atan(score) / Math.PI);
      };
    }
  }
}
