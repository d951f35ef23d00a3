package dev.aerie.engine.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Distances between a query and a stored vector on the Vector API. {@link ScalarKernels} has the
 * same in plain loops. Four accumulators hide the latency of fused multiply-add.
 */
final class Kernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int STEP = 4 * LANES;
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;

  private Kernels() {}

  static float dot(float[] query, MemorySegment data, long offset) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (int end = query.length - query.length % STEP; i < end; i += STEP) {
      a = query(query, i).fma(stored(data, offset, i), a);
      b = query(query, i + LANES).fma(stored(data, offset, i + LANES), b);
      c = query(query, i + 2 * LANES).fma(stored(data, offset, i + 2 * LANES), c);
      d = query(query, i + 3 * LANES).fma(stored(data, offset, i + 3 * LANES), d);
    }
    for (int end = SPECIES.loopBound(query.length); i < end; i += LANES) {
      a = query(query, i).fma(stored(data, offset, i), a);
    }
    float sum = a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    return sum + ScalarKernels.dot(query, data, offset, i);
  }

  static float squaredDistance(float[] query, MemorySegment data, long offset) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (int end = query.length - query.length % STEP; i < end; i += STEP) {
      FloatVector p = query(query, i).sub(stored(data, offset, i));
      FloatVector q = query(query, i + LANES).sub(stored(data, offset, i + LANES));
      FloatVector r = query(query, i + 2 * LANES).sub(stored(data, offset, i + 2 * LANES));
      FloatVector s = query(query, i + 3 * LANES).sub(stored(data, offset, i + 3 * LANES));
      a = p.fma(p, a);
      b = q.fma(q, b);
      c = r.fma(r, c);
      d = s.fma(s, d);
    }
    for (int end = SPECIES.loopBound(query.length); i < end; i += LANES) {
      FloatVector p = query(query, i).sub(stored(data, offset, i));
      a = p.fma(p, a);
    }
    float sum = a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    return sum + ScalarKernels.squaredDistance(query, data, offset, i);
  }

  /** The inner product with a stored vector over that vector's length; 0 for the zero vector. */
  static float dotOverLength(float[] query, MemorySegment data, long offset) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (int end = query.length - query.length % (2 * LANES); i < end; i += 2 * LANES) {
      FloatVector p = stored(data, offset, i);
      FloatVector q = stored(data, offset, i + LANES);
      a = query(query, i).fma(p, a);
      b = query(query, i + LANES).fma(q, b);
      c = p.fma(p, c);
      d = q.fma(q, d);
    }
    float dot = a.add(b).reduceLanes(VectorOperators.ADD);
    float squares = c.add(d).reduceLanes(VectorOperators.ADD);
    dot += ScalarKernels.dot(query, data, offset, i);
    squares += ScalarKernels.squaredNorm(data, offset, i, query.length);
    return Lengths.isUsual(squares)
        ? dot / (float) Math.sqrt(squares)
        : ScalarKernels.dotOverLength(query, data, offset);
  }

  /** Sum of the squares of a stored vector. */
  static float squaredNorm(MemorySegment data, long offset, int dimension) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    int i = 0;
    for (int end = dimension - dimension % (2 * LANES); i < end; i += 2 * LANES) {
      FloatVector p = stored(data, offset, i);
      FloatVector q = stored(data, offset, i + LANES);
      a = p.fma(p, a);
      b = q.fma(q, b);
    }
    for (int end = SPECIES.loopBound(dimension); i < end; i += LANES) {
      FloatVector p = stored(data, offset, i);
      a = p.fma(p, a);
    }
    return a.add(b).reduceLanes(VectorOperators.ADD)
        + ScalarKernels.squaredNorm(data, offset, i, dimension);
  }

  private static FloatVector query(float[] query, int at) {
    return FloatVector.fromArray(SPECIES, query, at);
  }

  private static FloatVector stored(MemorySegment data, long offset, int at) {
    return FloatVector.fromMemorySegment(SPECIES, data, offset + (long) at * Float.BYTES, LITTLE);
  }
}
