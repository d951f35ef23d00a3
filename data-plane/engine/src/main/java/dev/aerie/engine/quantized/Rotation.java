package dev.aerie.engine.quantized;

import java.util.SplittableRandom;

/**
 * A pseudo-random rotation of vectors: the same seed and dimension always give the same one, so
 * that it need not be stored.
 *
 * <p>Binary codes keep one bit a coordinate, which is only a fair summary of a vector when no
 * coordinate is special. A dense random rotation makes it so at a cost of dimension² a vector; this
 * one takes four rounds of random sign flips and Walsh-Hadamard transforms, which cost dimension ·
 * log(dimension) and spread a vector as well in practice. When the dimension is no power of two,
 * the transform covers the largest power of two below it, at the start and at the end of the vector
 * in turn, and a Kac step (a rotation by 45° of each coordinate of the first half with its partner
 * in the second half) mixes the two.
 *
 * <p>Lengths and inner products are kept, up to rounding. Immutable and safe for use by many
 * threads.
 */
public final class Rotation {
  private static final int ROUNDS = 4;
  private static final float INVERSE_SQRT_2 = (float) Math.sqrt(0.5);

  private final int dimension;
  private final int transformed;
  private final float[][] signs;
  private final float scale;

  private Rotation(int dimension, int transformed, float[][] signs) {
    this.dimension = dimension;
    this.transformed = transformed;
    this.signs = signs;
    this.scale = (float) (1 / Math.sqrt(transformed));
  }

  /**
   * The rotation of vectors of this dimension that this seed names.
   *
   * @throws IllegalArgumentException if the dimension is below 1
   */
  public static Rotation of(int dimension, long seed) {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "A rotation needs a dimension of at least 1, not " + dimension);
    }
    SplittableRandom random = new SplittableRandom(seed);
    float[][] signs = new float[ROUNDS][dimension];
    for (float[] round : signs) {
      for (int i = 0; i < dimension; i++) {
        round[i] = random.nextBoolean() ? 1 : -1;
      }
    }
    return new Rotation(dimension, Integer.highestOneBit(dimension), signs);
  }

  /** Number of coordinates of the vectors this rotates. */
  public int dimension() {
    return dimension;
  }

  /** Rotates {@code vector} in place; it has {@link #dimension()} coordinates. */
  public void apply(float[] vector) {
    for (int round = 0; round < ROUNDS; round++) {
      flip(vector, signs[round]);
      boolean atStart = (round & 1) == 0;
      hadamard(vector, atStart ? 0 : dimension - transformed);
      if (transformed < dimension) {
        kac(vector);
      }
    }
  }

  private static void flip(float[] vector, float[] signs) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= signs[i];
    }
  }

  private void hadamard(float[] v, int from) {
    for (int half = 1; half < transformed; half <<= 1) {
      for (int block = from; block < from + transformed; block += half << 1) {
        for (int i = block; i < block + half; i++) {
          float a = v[i];
          float b = v[i + half];
          v[i] = a + b;
          v[i + half] = a - b;
        }
      }
    }
    for (int i = from; i < from + transformed; i++) {
      v[i] *= scale;
    }
  }

  private void kac(float[] v) {
    int half = dimension / 2;
    int partner = dimension - half;
    for (int i = 0; i < half; i++) {
      float a = v[i];
      float b = v[i + partner];
      v[i] = (a + b) * INVERSE_SQRT_2;
      v[i + partner] = (a - b) * INVERSE_SQRT_2;
    }
  }
}
