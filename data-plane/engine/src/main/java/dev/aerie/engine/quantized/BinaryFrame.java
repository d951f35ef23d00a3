package dev.aerie.engine.quantized;

import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.Lengths;
import dev.aerie.engine.vector.Vectors;

/**
 * How vectors are moved and turned before one bit a coordinate is kept of them. Immutable.
 *
 * @param centroid a point near the middle of the vectors; the zero vector will do, a mean makes
 *     estimates sharper
 */
@SuppressWarnings("ArrayRecordComponent") // the hot loop reads it
public record BinaryFrame(Rotation rotation, float[] centroid) {
  private static final long ROTATION_SEED = 0x5EED;
  private static final int SAMPLE = 10_000;

  /**
   * @throws IllegalArgumentException if the centroid has another dimension than the rotation
   */
  public BinaryFrame {
    if (centroid.length != rotation.dimension()) {
      throw new IllegalArgumentException(
          "The centroid has %d coordinates, the rotation %d"
              .formatted(centroid.length, rotation.dimension()));
    }
  }

  /** A frame around this centroid with the rotation that all objects of ours use. */
  public static BinaryFrame around(float[] centroid) {
    return new BinaryFrame(Rotation.of(centroid.length, ROTATION_SEED), centroid);
  }

  /** A frame for these vectors, around the mean of a sample. */
  public static BinaryFrame of(Vectors vectors, Metric metric) {
    float[] centroid = new float[vectors.dimension()];
    int step = Math.max(1, vectors.rows() / SAMPLE);
    int sampled = (vectors.rows() + step - 1) / step;
    for (int row = 0; row < vectors.rows(); row += step) {
      float[] vector = coded(vectors, metric, row);
      for (int i = 0; i < centroid.length; i++) {
        centroid[i] += vector[i] / sampled;
      }
    }
    return around(centroid);
  }

  /** What is encoded of a row: the cosine is the inner product with a vector of length 1. */
  static float[] coded(Vectors vectors, Metric metric, int row) {
    float[] vector = vectors.row(row);
    if (metric == Metric.COSINE) {
      Lengths.normalise(vector, vectors.squaredNorm(row));
    }
    return vector;
  }

  int dimension() {
    return rotation.dimension();
  }

  int words() {
    return (dimension() + Long.SIZE - 1) / Long.SIZE;
  }
}
