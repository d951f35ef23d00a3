package dev.aerie.engine.quantized;

import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.HugeMemory;
import dev.aerie.engine.vector.Lengths;
import dev.aerie.engine.vector.Vectors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/**
 * Eight bits a coordinate for each of many vectors: a quarter of their size, exact to about half a
 * percent of a coordinate's largest value.
 *
 * <p>Nearness of any two rows, and of a row and a query, is a {@link Similarity}: larger is nearer,
 * and it differs from minus half the squared Euclidean distance by a constant, so that a graph can
 * be built and walked by it. For COSINE the vectors are normalised. Inner products of vectors of
 * many lengths are no such thing; they become one when every row gets a further coordinate that
 * brings all to the same length, and the query a zero (Bachrach et al., RecSys 2014).
 *
 * <p>A row takes {@link #stride()} bytes: its scale (what one step of a code stands for), its
 * offset (minus half the squared length for L2), its further coordinate (for IP), four free bytes,
 * the codes, zeros up to a multiple of {@value #STEP}. Immutable and safe for use by many threads.
 *
 * @param data {@code rows * stride()} bytes, little-endian
 */
public record ByteCodes(MemorySegment data, Metric metric, int dimension, int rows) {
  static final int STEP = 64;
  static final int CODES_AT = 16;
  static final int LEVELS = 127;
  private static final int OFFSET_AT = 4;
  private static final int EXTRA_AT = 8;
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Bytes a row of vectors of a dimension takes. */
  public static int stride(int dimension) {
    return CODES_AT + padded(dimension);
  }

  static int padded(int dimension) {
    return (dimension + STEP - 1) / STEP * STEP;
  }

  /** Encodes vectors with all processors. */
  public static ByteCodes of(Vectors vectors, Metric metric) {
    int stride = stride(vectors.dimension());
    ByteCodes codes =
        new ByteCodes(
            HugeMemory.allocate((long) vectors.rows() * stride),
            metric,
            vectors.dimension(),
            vectors.rows());
    float longest = metric == Metric.IP ? longest(vectors) : 0;
    IntStream.range(0, vectors.rows())
        .parallel()
        .forEach(row -> codes.encode(row, vectors.row(row), longest));
    return codes;
  }

  public int stride() {
    return stride(dimension);
  }

  /** A row as a query for its neighbours. */
  public ByteQuery query(int row) {
    short[] values = ByteKernel.widened(data, at(row) + CODES_AT, padded(dimension));
    return new ByteQuery(values, scale(row), offset(row), extra(row));
  }

  /** A query as it was given. */
  public ByteQuery query(float[] vector) {
    float[] ready = vector.clone();
    if (metric == Metric.COSINE) {
      Lengths.normalise(ready, Lengths.squared(ready));
    }
    float scale = scaleOf(ready);
    short[] values = new short[padded(dimension)];
    for (int i = 0; i < dimension; i++) {
      values[i] = (short) Math.round(ready[i] / scale);
    }
    return new ByteQuery(values, scale, 0, 0);
  }

  /** How near two rows are: larger is nearer. */
  public float similarity(int a, int b) {
    int dot = ByteKernel.dot(data, at(a) + CODES_AT, at(b) + CODES_AT, padded(dimension));
    return scale(a) * scale(b) * dot + extra(a) * extra(b) + offset(a) + offset(b);
  }

  /** Copies of some rows, one after the other. */
  public ByteCodes select(int[] wanted) {
    MemorySegment selected = FixedRows.select(data, stride(), wanted);
    return new ByteCodes(selected, metric, dimension, wanted.length);
  }

  long at(int row) {
    return (long) row * stride();
  }

  float scale(int row) {
    return data.get(FLOAT, at(row));
  }

  float offset(int row) {
    return data.get(FLOAT, at(row) + OFFSET_AT);
  }

  float extra(int row) {
    return data.get(FLOAT, at(row) + EXTRA_AT);
  }

  /** Encodes a row; the vector is used up. */
  private void encode(int row, float[] vector, float longest) {
    float squares = Lengths.squared(vector);
    if (metric == Metric.COSINE) {
      Lengths.normalise(vector, squares);
    }
    float scale = scaleOf(vector);
    long at = at(row);
    data.set(FLOAT, at, scale);
    data.set(FLOAT, at + OFFSET_AT, metric == Metric.L2 ? -squares / 2 : 0);
    float rest = Math.max(0, longest * longest - squares);
    data.set(FLOAT, at + EXTRA_AT, metric == Metric.IP ? (float) Math.sqrt(rest) : 0);
    for (int i = 0; i < dimension; i++) {
      data.set(ValueLayout.JAVA_BYTE, at + CODES_AT + i, (byte) Math.round(vector[i] / scale));
    }
  }

  private static float scaleOf(float[] vector) {
    float largest = 0;
    for (float value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest == 0 ? 1 : largest / LEVELS;
  }

  private static float longest(Vectors vectors) {
    float longest = 0;
    for (int row = 0; row < vectors.rows(); row++) {
      longest = Math.max(longest, vectors.squaredNorm(row));
    }
    return (float) Math.sqrt(longest);
  }
}
