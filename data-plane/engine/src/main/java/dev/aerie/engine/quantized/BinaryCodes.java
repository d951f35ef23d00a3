package dev.aerie.engine.quantized;

/**
 * One bit a coordinate for each of many vectors, with what is needed to estimate their inner
 * products with a query without bias: the 1-bit codes of RaBitQ (Gao and Long, SIGMOD 2024).
 *
 * <p>A vector x is moved by the centroid c and turned by a {@link Rotation}; the code holds the
 * signs of the outcome r. With s the vector of these signs (±1), the inner product of r with a
 * turned query q is estimated by {@code <s, q> · |r|² / <s, r>}; the factor is kept a row.
 *
 * <p>Rows lie in blocks of {@value #BLOCK}: word w of the rows of a block lies in {@value #BLOCK}
 * consecutive longs, so that one 512-bit register takes a word of a whole block. Immutable and safe
 * for use by many threads.
 */
public final class BinaryCodes {
  /** Rows a block. */
  public static final int BLOCK = 8;

  private final int rows;
  private final BinaryFrame frame;
  final long[] words;
  final float[] factors;
  final float[] squaredLengths;
  final float[] ones;

  BinaryCodes(
      int rows,
      BinaryFrame frame,
      long[] words,
      float[] factors,
      float[] squaredLengths,
      float[] ones) {
    this.rows = rows;
    this.frame = frame;
    this.words = words;
    this.factors = factors;
    this.squaredLengths = squaredLengths;
    this.ones = ones;
  }

  /** Number of vectors. */
  public int rows() {
    return rows;
  }

  /** Number of coordinates of a vector. */
  public int dimension() {
    return frame.dimension();
  }

  /** How the vectors were moved and turned. */
  public BinaryFrame frame() {
    return frame;
  }

  /** Where word {@code w} of a row lies in {@link #words}. */
  int word(int row, int w) {
    return (row / BLOCK * frame.words() + w) * BLOCK + row % BLOCK;
  }

  int blocks() {
    return blocks(rows);
  }

  static int blocks(int rows) {
    return (rows + BLOCK - 1) / BLOCK;
  }
}
