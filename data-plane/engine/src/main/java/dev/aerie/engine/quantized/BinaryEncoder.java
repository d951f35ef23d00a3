package dev.aerie.engine.quantized;

import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.Vectors;
import java.util.stream.IntStream;

/** Makes {@link BinaryCodes}. Different rows may be encoded by different threads. */
public final class BinaryEncoder {
  private final BinaryCodes codes;

  BinaryEncoder(int rows, BinaryFrame frame) {
    int padded = BinaryCodes.blocks(rows) * BinaryCodes.BLOCK;
    this.codes =
        new BinaryCodes(
            rows,
            frame,
            new long[padded * frame.words()],
            new float[padded],
            new float[padded],
            new float[padded]);
  }

  /** Encodes vectors with all processors. */
  public static BinaryCodes encode(Vectors vectors, Metric metric) {
    BinaryEncoder encoder = new BinaryEncoder(vectors.rows(), BinaryFrame.of(vectors, metric));
    IntStream.range(0, vectors.rows())
        .parallel()
        .forEach(row -> encoder.encode(row, BinaryFrame.coded(vectors, metric, row)));
    return encoder.codes();
  }

  /** Encodes a row; the vector is used up. */
  void encode(int row, float[] vector) {
    float[] centroid = codes.frame().centroid();
    float squared = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] -= centroid[i];
      squared += vector[i] * vector[i];
    }
    codes.frame().rotation().apply(vector);
    float magnitudes = 0;
    for (float x : vector) {
      magnitudes += Math.abs(x);
    }
    codes.factors[row] = magnitudes == 0 ? 0 : squared / magnitudes;
    codes.squaredLengths[row] = squared;
    codes.ones[row] = writeSigns(row, vector);
  }

  /** The codes, when all rows are encoded. */
  BinaryCodes codes() {
    return codes;
  }

  private int writeSigns(int row, float[] turned) {
    int count = 0;
    for (int w = 0; w < codes.frame().words(); w++) {
      long word = 0;
      int end = Math.min(turned.length, (w + 1) * Long.SIZE);
      for (int i = w * Long.SIZE; i < end; i++) {
        if (turned[i] >= 0) {
          word |= 1L << i;
        }
      }
      codes.words[codes.word(row, w)] = word;
      count += Long.bitCount(word);
    }
    return count;
  }
}
