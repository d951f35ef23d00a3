package dev.aerie.engine.quantized;

import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** A word of four rows in a register of 256 bits, so that a block is counted in two halves. */
final class HalvedBinaryKernel extends VectorBinaryKernel {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_256;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
  private static final int HALF = BinaryCodes.BLOCK / 2;

  /** From the counts of both halves in turn to the order of the rows. */
  private static final VectorShuffle<Integer> IN_ORDER =
      VectorShuffle.fromValues(INTS, 0, 2, 4, 6, 1, 3, 5, 7);

  /** Whether this processor has registers of 256 bits. */
  static final boolean SUPPORTED =
      LongVector.SPECIES_PREFERRED.vectorBitSize() >= LONGS.vectorBitSize();

  @Override
  void weightedOnes(
      BinaryCodes codes, BinaryQuery query, int block, int plane, float[] into, int at) {
    long[] words = codes.words;
    long[] planes = query.planes;
    int stride = codes.frame().words() * BinaryCodes.BLOCK;
    int base = block * stride;
    LongVector firstLower = LongVector.zero(LONGS);
    LongVector firstUpper = firstLower;
    LongVector secondLower = firstLower;
    LongVector secondUpper = firstLower;
    int p = plane;
    for (int i = 0; i < stride; i += BinaryCodes.BLOCK, p += BinaryQuery.PLANES) {
      LongVector first = LongVector.fromArray(LONGS, words, base + i);
      LongVector second = LongVector.fromArray(LONGS, words, base + i + HALF);
      firstLower = firstLower.add(first.and(planes[p]).lanewise(BIT_COUNT));
      firstUpper = firstUpper.add(first.and(planes[p + 1]).lanewise(BIT_COUNT));
      secondLower = secondLower.add(second.and(planes[p]).lanewise(BIT_COUNT));
      secondUpper = secondUpper.add(second.and(planes[p + 1]).lanewise(BIT_COUNT));
    }
    LongVector first = firstUpper.lanewise(LSHL, 1).add(firstLower);
    LongVector second = secondUpper.lanewise(LSHL, 1).add(secondLower);
    // Longs can't be converted to floats without AVX-512, integers can.
    LongVector inTurn = second.lanewise(LSHL, Integer.SIZE).or(first);
    IntVector total = inTurn.reinterpretAsInts().rearrange(IN_ORDER);
    ((FloatVector) total.convertShape(I2F, FLOATS, 0)).intoArray(into, at);
  }
}
