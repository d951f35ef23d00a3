package dev.aerie.engine.quantized;

/**
 * {@link BinaryKernel} in plain Java: the twin that the vector kernels are tested against, and what
 * serves where registers are shorter than 256 bits.
 */
final class ScalarBinaryKernel implements BinaryKernel {
  @Override
  public void estimate(
      BinaryCodes codes, BinaryQuery query, int from, int to, float bar, ScanPass pass) {
    pass.first = from;
    int hopeful = 0;
    for (int block = from; block < to; block++) {
      int above = 0;
      for (int lane = 0; lane < BinaryCodes.BLOCK; lane++) {
        int row = block * BinaryCodes.BLOCK + lane;
        float upper = 4 * weightedOnes(codes, query, row, 2);
        float estimate = full(codes, query, row, upper + query.lowerMean * codes.ones[row]);
        pass.estimates[pass.at(block) + lane] = estimate;
        float most = estimate + codes.factors[row] * query.lowerStep() * query.lowerSpread;
        above |= most > bar ? 1 << lane : 0;
      }
      pass.blocks[hopeful] = block;
      hopeful += (above & pass.allowed(block)) != 0 ? 1 : 0;
    }
    pass.hopeful = hopeful;
  }

  @Override
  public void refine(BinaryCodes codes, BinaryQuery query, float bar, ScanPass pass) {
    int kept = 0;
    for (int i = 0; i < pass.hopeful; i++) {
      int block = pass.blocks[i];
      int above = 0;
      for (int lane = 0; lane < BinaryCodes.BLOCK; lane++) {
        int row = block * BinaryCodes.BLOCK + lane;
        float off = weightedOnes(codes, query, row, 0) - query.lowerMean * codes.ones[row];
        int at = pass.at(block) + lane;
        pass.estimates[at] += codes.factors[row] * query.lowerStep() * off;
        above |= pass.estimates[at] > bar ? 1 << lane : 0;
      }
      above &= pass.allowed(block);
      pass.blocks[kept] = block;
      pass.above[kept] = above;
      kept += above != 0 ? 1 : 0;
    }
    pass.hopeful = kept;
  }

  private static float full(BinaryCodes codes, BinaryQuery query, int row, float levels) {
    float inner = query.doubleStep * levels + query.doubleLow * codes.ones[row] - query.sum;
    float product = codes.factors[row] * inner + query.shift;
    return query.distances ? 2 * product - codes.squaredLengths[row] : product;
  }

  /** The ones in this plane of the query and twice those in the next. */
  private static int weightedOnes(BinaryCodes codes, BinaryQuery query, int row, int plane) {
    long[] words = codes.words;
    long[] planes = query.planes;
    int first = codes.word(row, 0);
    int end = first + codes.frame().words() * BinaryCodes.BLOCK;
    int lower = 0;
    int upper = 0;
    int p = plane;
    for (int at = first; at < end; at += BinaryCodes.BLOCK, p += BinaryQuery.PLANES) {
      lower += Long.bitCount(words[at] & planes[p]);
      upper += Long.bitCount(words[at] & planes[p + 1]);
    }
    return 2 * upper + lower;
  }
}
