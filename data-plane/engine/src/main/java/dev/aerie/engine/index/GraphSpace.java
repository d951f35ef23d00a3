package dev.aerie.engine.index;

import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.Scorer;
import dev.aerie.engine.vector.Vectors;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;

/**
 * The similarity a graph is built and walked by, over vectors that stay where they are.
 * Similarities are positive and larger is nearer.
 *
 * <p>Inner products of vectors that are not normalised are no similarity a graph can be walked by.
 * They become one when every stored vector gets a further coordinate that brings all to the same
 * length, and the query a zero: the distance then ranks as the inner product does (Bachrach et al.,
 * RecSys 2014).
 */
final class GraphSpace implements BuildScoreProvider {
  private final Metric metric;
  private final Vectors vectors;
  private final float[] inverseNorms;
  private final float[] extras;
  private final float longest;

  GraphSpace(Metric metric, Vectors vectors) {
    this.metric = metric;
    this.vectors = vectors;
    this.inverseNorms = metric == Metric.COSINE ? inverseNorms(vectors) : new float[0];
    this.longest = metric == Metric.IP ? longest(vectors) : 0;
    this.extras = metric == Metric.IP ? extras(vectors, longest) : new float[0];
  }

  /** Similarity of stored vectors to a query. */
  ScoreFunction.ExactScoreFunction toQuery(float[] query) {
    return switch (metric) {
      case L2 -> euclidean(query);
      case IP -> augmented(query, 0, squaredNorm(query));
      default -> cosine(query, inverse(squaredNorm(query)));
    };
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public VectorFloat<?> approximateCentroid() {
    VectorFloat<?> centroid =
        VectorizationProvider.getInstance()
            .getVectorTypeSupport()
            .createFloatVector(vectors.dimension());
    int step = Math.max(1, vectors.rows() / 1000);
    int sampled = 0;
    for (int row = 0; row < vectors.rows(); row += step, sampled++) {
      float[] values = vectors.row(row);
      for (int i = 0; i < values.length; i++) {
        centroid.set(i, centroid.get(i) + values[i]);
      }
    }
    for (int i = 0; i < vectors.dimension(); i++) {
      centroid.set(i, centroid.get(i) / Math.max(1, sampled));
    }
    return centroid;
  }

  @Override
  public SearchScoreProvider searchProviderFor(VectorFloat<?> vector) {
    float[] query = new float[vector.length()];
    for (int i = 0; i < query.length; i++) {
      query[i] = vector.get(i);
    }
    return new DefaultSearchScoreProvider(toQuery(query));
  }

  @Override
  public SearchScoreProvider searchProviderFor(int node) {
    return new DefaultSearchScoreProvider(toNode(node));
  }

  @Override
  public SearchScoreProvider diversityProviderFor(int node) {
    return searchProviderFor(node);
  }

  private ScoreFunction.ExactScoreFunction toNode(int node) {
    float[] query = vectors.row(node);
    return switch (metric) {
      case L2 -> euclidean(query);
      case IP -> augmented(query, extras[node], longest * longest);
      default -> cosine(query, inverseNorms[node]);
    };
  }

  private ScoreFunction.ExactScoreFunction euclidean(float[] query) {
    Scorer distance = Scorer.of(Metric.L2, query, vectors);
    return row -> 1 / (1 + distance.score(row));
  }

  private ScoreFunction.ExactScoreFunction cosine(float[] query, float inverseNorm) {
    Scorer product = Scorer.of(Metric.IP, query, vectors);
    return row -> (1 + product.score(row) * inverseNorm * inverseNorms[row]) / 2;
  }

  private ScoreFunction.ExactScoreFunction augmented(
      float[] query, float extra, float squaredLength) {
    Scorer product = Scorer.of(Metric.IP, query, vectors);
    float lengths = longest * longest + squaredLength;
    return row -> 1 / (1 + Math.max(0, lengths - 2 * (product.score(row) + extra * extras[row])));
  }

  private static float[] inverseNorms(Vectors vectors) {
    float[] inverse = new float[vectors.rows()];
    for (int row = 0; row < inverse.length; row++) {
      inverse[row] = inverse(vectors.squaredNorm(row));
    }
    return inverse;
  }

  private static float inverse(float squaredNorm) {
    return squaredNorm == 0 ? 0 : (float) (1 / Math.sqrt(squaredNorm));
  }

  private static float longest(Vectors vectors) {
    float longest = 0;
    for (int row = 0; row < vectors.rows(); row++) {
      longest = Math.max(longest, vectors.squaredNorm(row));
    }
    return (float) Math.sqrt(longest);
  }

  private static float[] extras(Vectors vectors, float longest) {
    float[] extras = new float[vectors.rows()];
    for (int row = 0; row < extras.length; row++) {
      extras[row] = (float) Math.sqrt(Math.max(0, longest * longest - vectors.squaredNorm(row)));
    }
    return extras;
  }

  private static float squaredNorm(float[] vector) {
    float sum = 0;
    for (float value : vector) {
      sum += value * value;
    }
    return sum;
  }
}
