package dev.aerie.engine.quantized;

/** {@link BinaryKernel} in plain Java: the twin that the vector kernel is tested against. */
final class ScalarBinaryKernel implements BinaryKernel {
  @Override
  public void estimate(BinaryCodes codes, BinaryQuery query, int from, int to, float[] estimates) {
    for (int row = from * BinaryCodes.BLOCK; row < to * BinaryCodes.BLOCK; row++) {
      float inner = query.doubleStep * weightedOnes(codes, query.planes, row);
      float estimate = inner + query.doubleLow * codes.ones[row] - query.sum;
      estimates[row - from * BinaryCodes.BLOCK] = codes.factors[row] * estimate + query.shift;
    }
  }

  private static int weightedOnes(BinaryCodes codes, long[] planes, int row) {
    int words = codes.frame().words();
    int total = 0;
    for (int w = 0; w < words; w++) {
      long word = codes.words[codes.word(row, w)];
      for (int p = 0; p < BinaryQuery.PLANES; p++) {
        total += Long.bitCount(word & planes[w * BinaryQuery.PLANES + p]) << p;
      }
    }
    return total;
  }
}
