package dev.aerie.engine.quantized;

import dev.aerie.engine.vector.HugeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/**
 * {@link BinaryCodes} laid out for rows that are looked at one by one, as a walk over a graph does:
 * whole cache lines a row, one for up to 384 dimensions. A row has its factor, its squared length
 * and its number of ones as floats, four free bytes, its words, zeros. Immutable and safe for use
 * by many threads.
 *
 * @param data {@code rows} times {@link #stride} bytes, little-endian
 */
public record BinaryRows(MemorySegment data, BinaryFrame frame, int rows) {
  static final int FACT_WORDS = 2;
  private static final int SQUARES_AT = 4;
  private static final int ONES_AT = 8;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Bytes a row of vectors of a dimension takes. */
  public static int stride(int dimension) {
    int bytes = (FACT_WORDS + (dimension + Long.SIZE - 1) / Long.SIZE) * Long.BYTES;
    return (bytes + FixedRows.CACHE_LINE - 1) / FixedRows.CACHE_LINE * FixedRows.CACHE_LINE;
  }

  /** The same codes, row by row. */
  public static BinaryRows of(BinaryCodes codes) {
    int stride = stride(codes.dimension());
    MemorySegment data = HugeMemory.allocate((long) codes.rows() * stride);
    IntStream.range(0, codes.rows())
        .parallel()
        .forEach(
            row -> {
              long at = (long) row * stride;
              data.set(FLOAT, at, codes.factors[row]);
              data.set(FLOAT, at + SQUARES_AT, codes.squaredLengths[row]);
              data.set(FLOAT, at + ONES_AT, codes.ones[row]);
              for (int w = 0; w < codes.frame().words(); w++) {
                data.set(LONG, at + (FACT_WORDS + w) * Long.BYTES, codes.words[codes.word(row, w)]);
              }
            });
    return new BinaryRows(data, codes.frame(), codes.rows());
  }

  /** Copies of some rows, one after the other. */
  public BinaryRows select(int[] wanted) {
    MemorySegment selected = FixedRows.select(data, stride(), wanted);
    return new BinaryRows(selected, frame, wanted.length);
  }

  public int stride() {
    return stride(frame.dimension());
  }

  long at(int row) {
    return (long) row * stride();
  }

  float factor(long at) {
    return data.get(FLOAT, at);
  }

  float squaredLength(long at) {
    return data.get(FLOAT, at + SQUARES_AT);
  }

  float ones(long at) {
    return data.get(FLOAT, at + ONES_AT);
  }
}
