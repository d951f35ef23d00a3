package dev.aerie.engine.quantized;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link BinaryKernel} on the Vector API: a block of eight rows in one 512-bit register, four
 * population counts a word.
 */
final class VectorBinaryKernel implements BinaryKernel {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

  /** Whether this processor has registers of 512 bits; without them the loop would be emulated. */
  static final boolean SUPPORTED =
      LongVector.SPECIES_PREFERRED.vectorBitSize() >= LONGS.vectorBitSize();

  @Override
  public void estimate(BinaryCodes codes, BinaryQuery query, int from, int to, float[] estimates) {
    long[] words = codes.words;
    long[] planes = query.planes;
    int stride = codes.frame().words() * BinaryCodes.BLOCK;
    FloatVector step = FloatVector.broadcast(FLOATS, query.doubleStep);
    FloatVector low = FloatVector.broadcast(FLOATS, query.doubleLow);
    for (int block = from; block < to; block++) {
      LongVector total = weightedOnes(words, planes, block * stride, stride);
      FloatVector inner = (FloatVector) total.convertShape(VectorOperators.L2F, FLOATS, 0);
      int row = block * BinaryCodes.BLOCK;
      FloatVector ones = FloatVector.fromArray(FLOATS, codes.ones, row);
      FloatVector factors = FloatVector.fromArray(FLOATS, codes.factors, row);
      FloatVector estimate = inner.mul(step).add(ones.mul(low)).sub(query.sum);
      estimate.mul(factors).add(query.shift).intoArray(estimates, row - from * BinaryCodes.BLOCK);
    }
  }

  private static LongVector weightedOnes(long[] words, long[] planes, int base, int stride) {
    LongVector plane0 = LongVector.zero(LONGS);
    LongVector plane1 = LongVector.zero(LONGS);
    LongVector plane2 = LongVector.zero(LONGS);
    LongVector plane3 = LongVector.zero(LONGS);
    int p = 0;
    for (int i = 0; i < stride; i += BinaryCodes.BLOCK, p += BinaryQuery.PLANES) {
      LongVector code = LongVector.fromArray(LONGS, words, base + i);
      plane0 = plane0.add(code.and(planes[p]).lanewise(VectorOperators.BIT_COUNT));
      plane1 = plane1.add(code.and(planes[p + 1]).lanewise(VectorOperators.BIT_COUNT));
      plane2 = plane2.add(code.and(planes[p + 2]).lanewise(VectorOperators.BIT_COUNT));
      plane3 = plane3.add(code.and(planes[p + 3]).lanewise(VectorOperators.BIT_COUNT));
    }
    LongVector upper = plane3.lanewise(VectorOperators.LSHL, 1).add(plane2);
    LongVector lower = plane1.lanewise(VectorOperators.LSHL, 1).add(plane0);
    return upper.lanewise(VectorOperators.LSHL, 2).add(lower);
  }
}
