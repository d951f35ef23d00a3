package dev.aerie.server.search;

import dev.aerie.engine.schema.Metric;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How the hits of several searches become one ranking. Pure. */
sealed interface Fusion {
  /**
   * One search's hits for one query, nearest first.
   *
   * @param keys primary keys
   * @param scores as many
   */
  record Ranking(Metric metric, List<Object> keys, List<Float> scores) {
    /**
     * The score at a rank such that more is nearer.
     *
     * @param normalized whether scores of every metric are brought between 0 and 1; distances
     *     always are, since their smaller ones are the better
     */
    float likeness(int rank, boolean normalized) {
      float score = scores.get(rank);
      return normalized || !metric.largerIsNearer() ? normal(score) : score;
    }

    private float normal(float score) {
      return switch (metric) {
        case COSINE -> (1 + score) / 2;
        case IP -> (float) (0.5 + Math.atan(score) / Math.PI);
        case L2, HAMMING, JACCARD -> (float) (1 - 2 * Math.atan(score) / Math.PI);
        case BM25 -> (float) (2 * Math.atan(score) / Math.PI);
      };
    }
  }

  /** A row of the fused ranking. */
  record Hit(Object key, float score) {}

  /**
   * All rows of the rankings, the best first; rows of the same score in the order in which they
   * were met.
   */
  List<Hit> fuse(List<Ranking> rankings);

  /** Hits by their scores, the greatest first. */
  static List<Hit> ranked(Stream<Hit> hits) {
    return hits.sorted(Comparator.comparingDouble((Hit hit) -> -hit.score())).toList();
  }

  /** What the row at a rank (0 is the nearest) of a search adds to its score. */
  interface Share {
    float of(int search, int rank);
  }

  private static List<Hit> summed(List<Ranking> rankings, Share share) {
    Map<Object, Float> scores = new LinkedHashMap<>();
    for (int search = 0; search < rankings.size(); search++) {
      List<Object> keys = rankings.get(search).keys();
      for (int rank = 0; rank < keys.size(); rank++) {
        scores.merge(keys.get(rank), share.of(search, rank), Float::sum);
      }
    }
    return ranked(scores.entrySet().stream().map(e -> new Hit(e.getKey(), e.getValue())));
  }

  /**
   * Reciprocal rank fusion: 1 / (k + rank), ranks from 1.
   *
   * @param k dampens the first ranks; above 0
   */
  record ReciprocalRank(float k) implements Fusion {
    @Override
    public List<Hit> fuse(List<Ranking> rankings) {
      return summed(rankings, (_, rank) -> 1 / (k + rank + 1));
    }
  }

  /**
   * The sum of scores times weights.
   *
   * @param weights one a search, from 0 to 1
   * @param normalized see {@link Ranking#likeness}
   */
  record Weighted(List<Float> weights, boolean normalized) implements Fusion {
    @Override
    public List<Hit> fuse(List<Ranking> rankings) {
      return summed(
          rankings,
          (search, rank) -> weights.get(search) * rankings.get(search).likeness(rank, normalized));
    }
  }

  /**
   * One of a row's scores, or all together.
   *
   * @param normalized see {@link Ranking#likeness}
   */
  record Merged(Mode mode, boolean normalized) implements Fusion {
    /** What becomes of a row that several searches have found. */
    enum Mode {
      MAX,
      SUM,
      AVG
    }

    @Override
    public List<Hit> fuse(List<Ranking> rankings) {
      Map<Object, DoubleSummaryStatistics> scores = new LinkedHashMap<>();
      for (Ranking ranking : rankings) {
        for (int rank = 0; rank < ranking.keys().size(); rank++) {
          scores
              .computeIfAbsent(ranking.keys().get(rank), _ -> new DoubleSummaryStatistics())
              .accept(ranking.likeness(rank, normalized));
        }
      }
      return ranked(
          scores.entrySet().stream().map(e -> new Hit(e.getKey(), (float) merged(e.getValue()))));
    }

    private double merged(DoubleSummaryStatistics scores) {
      return switch (mode) {
        case MAX -> scores.getMax();
        case SUM -> scores.getSum();
        case AVG -> scores.getAverage();
      };
    }
  }
}
