package dev.aerie.engine.quantized;

/** {@link BinaryKernel} in plain Java: the twin that the vector kernel is tested against. */
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
        float upper = 8 * ones(codes, query, row, 3) + 4 * ones(codes, query, row, 2);
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
        float lower = 2 * ones(codes, query, row, 1) + ones(codes, query, row, 0);
        float off = lower - query.lowerMean * codes.ones[row];
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

  private static int ones(BinaryCodes codes, BinaryQuery query, int row, int plane) {
    int words = codes.frame().words();
    int total = 0;
    for (int w = 0; w < words; w++) {
      long word = codes.words[codes.word(row, w)];
      total += Long.bitCount(word & query.planes[w * BinaryQuery.PLANES + plane]);
    }
    return total;
  }
}
