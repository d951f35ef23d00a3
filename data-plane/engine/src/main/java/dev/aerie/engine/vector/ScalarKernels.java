package dev.aerie.engine.vector;

import java.lang.foreign.MemorySegment;

/**
 * {@link Kernels} in plain loops: their truth in tests, and their way through the last few
 * dimensions.
 */
final class ScalarKernels {
  private ScalarKernels() {}

  static float dot(float[] query, MemorySegment data, long offset, int from) {
    float sum = 0;
    for (int i = from; i < query.length; i++) {
      sum += query[i] * stored(data, offset, i);
    }
    return sum;
  }

  static float squaredDistance(float[] query, MemorySegment data, long offset, int from) {
    float sum = 0;
    for (int i = from; i < query.length; i++) {
      float difference = query[i] - stored(data, offset, i);
      sum += difference * difference;
    }
    return sum;
  }

  static float squaredNorm(MemorySegment data, long offset, int from, int dimension) {
    float sum = 0;
    for (int i = from; i < dimension; i++) {
      float value = stored(data, offset, i);
      sum += value * value;
    }
    return sum;
  }

  /** In doubles, which hold the squares of all floats; 0 for the zero vector. */
  static float dotOverLength(float[] query, MemorySegment data, long offset) {
    double dot = 0;
    double squares = 0;
    for (int i = 0; i < query.length; i++) {
      double value = stored(data, offset, i);
      dot += query[i] * value;
      squares += value * value;
    }
    return squares == 0 ? 0 : (float) (dot / Math.sqrt(squares));
  }

  private static float stored(MemorySegment data, long offset, int at) {
    return data.get(Vectors.FLOAT, offset + (long) at * Float.BYTES);
  }
}
