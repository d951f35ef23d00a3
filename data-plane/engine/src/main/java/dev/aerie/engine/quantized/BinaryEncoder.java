package dev.aerie.engine.quantized;

/**
 * Makes {@link BinaryCodes} of vectors given one by one, in row order. Not safe for use by many
 * threads; encode parts of a large set with one encoder each.
 */
public final class BinaryEncoder {
  private final Rotation rotation;
  private final float[] centroid;
  private final int wordsPerCode;
  private final int rows;
  private final long[] words;
  private final float[] factors;
  private final float[] squaredLengths;
  private final float[] ones;
  private final float[] scratch;
  private int next;

  /**
   * @param rows how many vectors will be added
   * @param centroid a point near the middle of the vectors; the zero vector will do, a mean makes
   *     estimates sharper
   * @throws IllegalArgumentException if the centroid has another dimension than the rotation
   */
  public BinaryEncoder(int rows, Rotation rotation, float[] centroid) {
    if (centroid.length != rotation.dimension()) {
      throw new IllegalArgumentException(
          "The centroid has %d coordinates, the rotation %d"
              .formatted(centroid.length, rotation.dimension()));
    }
    this.rotation = rotation;
    this.centroid = centroid.clone();
    this.rows = rows;
    this.wordsPerCode = BinaryCodes.wordsPerCode(rotation.dimension());
    int padded = BinaryCodes.blocks(rows) * BinaryCodes.BLOCK;
    this.words = new long[padded * wordsPerCode];
    this.factors = new float[padded];
    this.squaredLengths = new float[padded];
    this.ones = new float[padded];
    this.scratch = new float[rotation.dimension()];
  }

  /** Adds the vector that lies in {@code source} from {@code offset} on. */
  public void add(float[] source, int offset) {
    float squared = 0;
    for (int i = 0; i < scratch.length; i++) {
      float d = source[offset + i] - centroid[i];
      scratch[i] = d;
      squared += d * d;
    }
    rotation.apply(scratch);
    float magnitudes = 0;
    for (float x : scratch) {
      magnitudes += Math.abs(x);
    }
    int row = next++;
    factors[row] = magnitudes == 0 ? 0 : squared / magnitudes;
    squaredLengths[row] = squared;
    ones[row] = writeSigns(row);
  }

  /**
   * The codes of all vectors added.
   *
   * @throws IllegalStateException if fewer vectors were added than announced
   */
  public BinaryCodes build() {
    if (next != rows) {
      throw new IllegalStateException("%d vectors were announced, %d added".formatted(rows, next));
    }
    return new BinaryCodes(rows, rotation, centroid, words, factors, squaredLengths, ones);
  }

  private int writeSigns(int row) {
    int base =
        (row / BinaryCodes.BLOCK) * BinaryCodes.BLOCK * wordsPerCode + row % BinaryCodes.BLOCK;
    int count = 0;
    for (int w = 0; w < wordsPerCode; w++) {
      long word = 0;
      int end = Math.min(scratch.length, (w + 1) * Long.SIZE);
      for (int i = w * Long.SIZE; i < end; i++) {
        if (scratch[i] >= 0) {
          word |= 1L << i;
        }
      }
      words[base + w * BinaryCodes.BLOCK] = word;
      count += Long.bitCount(word);
    }
    return count;
  }
}
