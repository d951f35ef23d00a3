package dev.aerie.engine.quantized;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link BinaryKernel} on the Vector API: the estimates of a block of eight rows in one 256-bit
 * register. How their ones are counted depends on the size of the processor's registers.
 */
abstract sealed class VectorBinaryKernel implements BinaryKernel
    permits WideBinaryKernel, HalvedBinaryKernel {
  /** A float for each row of a block. */
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;

  /**
   * Writes the ones that each row of the block has in this plane of the query, and twice those in
   * the next, to {@code into} from {@code at} on.
   */
  abstract void weightedOnes(
      BinaryCodes codes, BinaryQuery query, int block, int plane, float[] into, int at);

  @Override
  public void estimate(
      BinaryCodes codes, BinaryQuery query, int from, int to, float bar, ScanPass pass) {
    pass.first = from;
    for (int block = from; block < to; block++) {
      weightedOnes(codes, query, block, 2, pass.estimates, pass.at(block));
    }
    pass.hopeful = judge(codes, query, from, to, bar, pass);
  }

  /** A loop of its own: together with the counts it is more than the compiler does well. */
  private static int judge(
      BinaryCodes codes, BinaryQuery query, int from, int to, float bar, ScanPass pass) {
    FloatVector step = FloatVector.broadcast(FLOATS, 4 * query.doubleStep);
    FloatVector one =
        FloatVector.broadcast(FLOATS, query.doubleStep * query.lowerMean + query.doubleLow);
    FloatVector spread = FloatVector.broadcast(FLOATS, query.lowerStep() * query.lowerSpread);
    int hopeful = 0;
    for (int block = from; block < to; block++) {
      int row = block * BinaryCodes.BLOCK;
      int at = (block - from) * BinaryCodes.BLOCK;
      FloatVector ones = FloatVector.fromArray(FLOATS, codes.ones, row).mul(one);
      FloatVector factors = FloatVector.fromArray(FLOATS, codes.factors, row);
      FloatVector inner = FloatVector.fromArray(FLOATS, pass.estimates, at).fma(step, ones);
      FloatVector estimate = inner.sub(query.sum).mul(factors).add(query.shift);
      if (query.distances) {
        estimate = estimate.mul(2).sub(FloatVector.fromArray(FLOATS, codes.squaredLengths, row));
      }
      estimate.intoArray(pass.estimates, at);
      pass.blocks[hopeful] = block;
      int above = (int) factors.fma(spread, estimate).compare(GT, bar).toLong();
      hopeful += (above & pass.allowed(block)) != 0 ? 1 : 0;
    }
    return hopeful;
  }

  @Override
  public void refine(BinaryCodes codes, BinaryQuery query, float bar, ScanPass pass) {
    int kept = 0;
    for (int i = 0; i < pass.hopeful; i++) {
      int block = pass.blocks[i];
      int row = block * BinaryCodes.BLOCK;
      FloatVector mean = FloatVector.fromArray(FLOATS, codes.ones, row).mul(query.lowerMean);
      weightedOnes(codes, query, block, 0, pass.lower, 0);
      FloatVector ones = FloatVector.fromArray(FLOATS, pass.lower, 0);
      FloatVector more = ones.sub(mean).mul(query.lowerStep());
      FloatVector factors = FloatVector.fromArray(FLOATS, codes.factors, row);
      FloatVector before = FloatVector.fromArray(FLOATS, pass.estimates, pass.at(block));
      FloatVector estimate = more.fma(factors, before);
      estimate.intoArray(pass.estimates, pass.at(block));
      int above = (int) estimate.compare(GT, bar).toLong() & pass.allowed(block);
      pass.blocks[kept] = block;
      pass.above[kept] = above;
      kept += above != 0 ? 1 : 0;
    }
    pass.hopeful = kept;
  }
}
