package dev.aerie.engine.quantized;

/**
 * The inner loop of a scan over {@link BinaryCodes}. Implementations give the same estimates, up to
 * rounding; {@link #preferred()} is the one for this processor.
 */
interface BinaryKernel {
  /**
   * Estimates the inner product of the query with each row of blocks {@code from} (inclusive) to
   * {@code to} (exclusive) into {@code estimates}, whose first entry is for the first row of block
   * {@code from}.
   */
  void estimate(BinaryCodes codes, BinaryQuery query, int from, int to, float[] estimates);

  /** The kernel on the Vector API where its registers take a block, else the scalar one. */
  static BinaryKernel preferred() {
    return VectorBinaryKernel.SUPPORTED ? new VectorBinaryKernel() : new ScalarBinaryKernel();
  }
}
