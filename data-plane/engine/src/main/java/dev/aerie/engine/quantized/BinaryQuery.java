package dev.aerie.engine.quantized;

/**
 * A query made ready for a scan of {@link BinaryCodes}: turned, and cut to 4 bits a coordinate that
 * lie as four bit planes, so that its inner product with a code is a matter of AND and population
 * counts.
 *
 * <p>With u the 4-bit coordinates, the turned query is about {@code low + step · u}. The estimate
 * for a row is {@code factor · (2 · (step · <bits, u> + low · ones) - sum) + shift}. Immutable.
 */
final class BinaryQuery {
  static final int PLANES = 4;
  private static final int LEVELS = (1 << PLANES) - 1;

  /** Plane p of word w is at {@code w * PLANES + p}. */
  final long[] planes;

  /** Twice the distance between two levels. */
  final float doubleStep;

  /** Twice the lowest level. */
  final float doubleLow;

  /** Sum of the turned query's coordinates. */
  final float sum;

  /** What moving the vectors by the centroid took from every inner product. */
  final float shift;

  private BinaryQuery(long[] planes, float step, float low, float sum, float shift) {
    this.planes = planes;
    this.doubleStep = 2 * step;
    this.doubleLow = 2 * low;
    this.sum = sum;
    this.shift = shift;
  }

  /** A query whose estimates serve this order. */
  static BinaryQuery of(BinaryFrame frame, BinaryScan.Order order, float[] query) {
    return switch (order) {
      case INNER_PRODUCT -> forInnerProduct(frame, query);
      case EUCLIDEAN -> forDistance(frame, query);
    };
  }

  /**
   * A query whose estimates are inner products with the vectors as they were given.
   *
   * @throws IllegalArgumentException if the query has another dimension than the codes
   */
  static BinaryQuery forInnerProduct(BinaryFrame frame, float[] query) {
    checkDimension(frame, query);
    float[] centroid = frame.centroid();
    float shift = 0;
    for (int i = 0; i < query.length; i++) {
      shift += query[i] * centroid[i];
    }
    return of(frame, query.clone(), shift);
  }

  /**
   * A query whose estimates are inner products of query and vectors, both moved by the centroid:
   * what a distance needs.
   *
   * @throws IllegalArgumentException if the query has another dimension than the codes
   */
  static BinaryQuery forDistance(BinaryFrame frame, float[] query) {
    checkDimension(frame, query);
    float[] centroid = frame.centroid();
    float[] moved = new float[query.length];
    for (int i = 0; i < query.length; i++) {
      moved[i] = query[i] - centroid[i];
    }
    return of(frame, moved, 0);
  }

  private static void checkDimension(BinaryFrame frame, float[] query) {
    if (query.length != frame.dimension()) {
      throw new IllegalArgumentException(
          "The query has %d coordinates, the codes are of %d"
              .formatted(query.length, frame.dimension()));
    }
  }

  private static BinaryQuery of(BinaryFrame frame, float[] turned, float shift) {
    frame.rotation().apply(turned);
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    float sum = 0;
    for (float x : turned) {
      low = Math.min(low, x);
      high = Math.max(high, x);
      sum += x;
    }
    float step = high > low ? (high - low) / LEVELS : 1;
    return new BinaryQuery(planes(turned, frame.words(), low, step), step, low, sum, shift);
  }

  private static long[] planes(float[] turned, int words, float low, float step) {
    long[] planes = new long[words * PLANES];
    for (int i = 0; i < turned.length; i++) {
      int level = Math.round((turned[i] - low) / step);
      int base = (i / Long.SIZE) * PLANES;
      for (int p = 0; p < PLANES; p++) {
        planes[base + p] |= (long) ((level >>> p) & 1) << i;
      }
    }
    return planes;
  }
}
