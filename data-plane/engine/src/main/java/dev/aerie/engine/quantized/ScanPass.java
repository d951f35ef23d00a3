package dev.aerie.engine.quantized;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What a {@link BinaryKernel} finds out about some blocks in a row: small enough to stay in the
 * first-level cache, and used again for the next blocks. Not safe for use by many threads.
 */
final class ScanPass {
  /** Most blocks of a pass. */
  static final int BLOCKS = 256;

  private static final int BLOCKS_A_WORD = Long.SIZE / BinaryCodes.BLOCK;
  private static final int ALL = (1 << BinaryCodes.BLOCK) - 1;

  private final long[] allowed;

  /** Of each row of the pass. */
  final float[] estimates = new float[BLOCKS * BinaryCodes.BLOCK];

  /** What the lower planes count of the rows of one block. */
  final float[] lower = new float[BinaryCodes.BLOCK];

  /** Blocks that may have allowed rows above the bar, as many as {@link #hopeful}. */
  final int[] blocks = new int[BLOCKS];

  /**
   * The allowed rows of each of these that are above the bar, the first of a block as the lowest
   * bit.
   */
  final int[] above = new int[BLOCKS];

  int hopeful;

  /** The pass begins with this block. */
  int first;

  /**
   * @param allowed the rows that may be given, of so many blocks
   */
  ScanPass(BitSet allowed, int blocks) {
    this.allowed = Arrays.copyOf(allowed.toLongArray(), 1 + blocks / BLOCKS_A_WORD);
  }

  /** The rows of a block that may be given, the first as the lowest bit. */
  int allowed(int block) {
    return (int) (allowed[block / BLOCKS_A_WORD] >>> (block * BinaryCodes.BLOCK)) & ALL;
  }

  /** Where the estimates of a block begin. */
  int at(int block) {
    return (block - first) * BinaryCodes.BLOCK;
  }
}
