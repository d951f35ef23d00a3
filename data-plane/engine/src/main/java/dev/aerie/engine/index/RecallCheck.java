package dev.aerie.engine.index;

import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.Scorer;
import dev.aerie.engine.vector.TopK;
import dev.aerie.engine.vector.Vectors;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Measures a graph against brute force on a sample of queries near the data, as a graph may be
 * built badly.
 */
public final class RecallCheck {
  private static final int QUERIES = 32;
  private static final int NEIGHBOURS = 10;
  private static final int BEAM = 256;
  private static final double NOISE = 0.3;

  private RecallCheck() {}

  /** Recall@10 of the index at its usual effort, 0 to 1. */
  public static double measure(VectorIndex index, Vectors vectors, Metric metric) {
    BitSet present = new BitSet(vectors.rows());
    present.set(0, vectors.rows());
    present.andNot(vectors.nulls());
    int wanted = Math.min(NEIGHBOURS, present.cardinality());
    if (wanted == 0) {
      return 1;
    }
    Random random = new Random(vectors.rows());
    int hits = 0;
    for (int i = 0; i < QUERIES; i++) {
      float[] query = near(vectors, random);
      Set<Long> truth = exact(vectors, metric, query, present, wanted);
      Set<Long> found = new HashSet<>();
      index.search(
          new QueryVector.Dense(query),
          new Effort(wanted, BEAM, 1),
          present,
          row -> found.add((long) row));
      found.retainAll(truth);
      hits += found.size();
    }
    return (double) hits / (QUERIES * wanted);
  }

  private static float[] near(Vectors vectors, Random random) {
    int row = random.nextInt(vectors.rows());
    float[] query = vectors.row(row);
    double spread = NOISE * Math.sqrt(vectors.squaredNorm(row) / query.length);
    for (int i = 0; i < query.length; i++) {
      query[i] += (float) (spread * random.nextGaussian());
    }
    return query;
  }

  private static Set<Long> exact(
      Vectors vectors, Metric metric, float[] query, BitSet present, int wanted) {
    Scorer scorer = Scorer.of(metric, query, vectors);
    TopK top = new TopK(wanted, metric.largerIsNearer());
    present.stream().forEach(row -> top.offer(scorer.score(row), row));
    Set<Long> rows = new HashSet<>();
    Arrays.stream(top.rank().references()).forEach(rows::add);
    return rows;
  }
}
