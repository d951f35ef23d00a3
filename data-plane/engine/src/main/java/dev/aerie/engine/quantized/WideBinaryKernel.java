package dev.aerie.engine.quantized;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.L2F;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** A word of all eight rows of a block in one register of 512 bits. */
final class WideBinaryKernel extends VectorBinaryKernel {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;

  /** Whether this processor has registers of 512 bits; without them the loop would be emulated. */
  static final boolean SUPPORTED =
      LongVector.SPECIES_PREFERRED.vectorBitSize() >= LONGS.vectorBitSize();

  @Override
  void weightedOnes(
      BinaryCodes codes, BinaryQuery query, int block, int plane, float[] into, int at) {
    long[] words = codes.words;
    long[] planes = query.planes;
    int stride = codes.frame().words() * BinaryCodes.BLOCK;
    int base = block * stride;
    LongVector lower = LongVector.zero(LONGS);
    LongVector upper = LongVector.zero(LONGS);
    int p = plane;
    for (int i = 0; i < stride; i += BinaryCodes.BLOCK, p += BinaryQuery.PLANES) {
      LongVector code = LongVector.fromArray(LONGS, words, base + i);
      lower = lower.add(code.and(planes[p]).lanewise(BIT_COUNT));
      upper = upper.add(code.and(planes[p + 1]).lanewise(BIT_COUNT));
    }
    LongVector total = upper.lanewise(LSHL, 1).add(lower);
    ((FloatVector) total.convertShape(L2F, FLOATS, 0)).intoArray(into, at);
  }
}
