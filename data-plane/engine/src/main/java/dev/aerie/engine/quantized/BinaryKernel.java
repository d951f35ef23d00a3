package dev.aerie.engine.quantized;

/**
 * The inner loop of a scan over {@link BinaryCodes}. Implementations give the same estimates, up to
 * rounding; {@link #preferred()} is the one for this processor.
 *
 * <p>Few rows are good enough, and half of a query's bit planes tell so of most: they are looked at
 * first, the others only in blocks that have hope.
 */
interface BinaryKernel {
  /**
   * Estimates by the upper planes of the query all rows of blocks {@code from} (inclusive) to
   * {@code to} (exclusive), at most {@link ScanPass#BLOCKS}, and lists the blocks that may have a
   * row above the bar.
   */
  void estimate(BinaryCodes codes, BinaryQuery query, int from, int to, float bar, ScanPass pass);

  /**
   * Makes the estimates in the listed blocks full, and leaves the blocks that have an allowed row
   * above the bar.
   */
  void refine(BinaryCodes codes, BinaryQuery query, float bar, ScanPass pass);

  /** The kernel for the widest registers there are: 512 bits, 256, or those of plain Java. */
  static BinaryKernel preferred() {
    if (WideBinaryKernel.SUPPORTED) {
      return new WideBinaryKernel();
    }
    return HalvedBinaryKernel.SUPPORTED ? new HalvedBinaryKernel() : new ScalarBinaryKernel();
  }
}
