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

  private static float stored(MemorySegment data, long offset, int at) {
    return data.get(Vectors.FLOAT, offset + (long) at * Float.BYTES);
  }
}
