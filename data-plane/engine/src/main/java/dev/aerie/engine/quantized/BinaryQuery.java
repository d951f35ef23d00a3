package dev.aerie.engine.quantized;

/**
 * A query made ready for a scan of {@link BinaryCodes}: turned, and cut to 4 bits a coordinate that
 * lie as four bit planes, so that its inner product with a code is a matter of AND and population
 * counts.
 *
 * <p>With u the 4-bit coordinates, the turned query is about {@code low + step · u}. The estimate
 * for a row is {@code factor · (2 · (step · <bits, u> + low · ones) - sum) + shift}; for an order
 * by distance, twice that less the row's squared length. The upper two planes give most of it, and
 * the lower two are taken for their mean where that is enough. Immutable.
 */
final class BinaryQuery {
  static final int PLANES = 4;
  private static final int LEVELS = (1 << PLANES) - 1;
  private static final int LOWER_PLANES = 0b11;

  /** Standard deviations of the lower planes' share that are reckoned with. */
  private static final double DEVIATIONS = 2.5;

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

  /** Whether rows rank by distance. */
  final boolean distances;

  /** What the lower planes hold of a coordinate, in the mean. */
  final float lowerMean;

  /** How far the lower planes can be from their mean, in levels of a row. */
  final float lowerSpread;

  private BinaryQuery(float[] turned, int words, float shift, boolean distances) {
    float lowest = Float.POSITIVE_INFINITY;
    float highest = Float.NEGATIVE_INFINITY;
    float total = 0;
    for (float x : turned) {
      lowest = Math.min(lowest, x);
      highest = Math.max(highest, x);
      total += x;
    }
    float step = highest > lowest ? (highest - lowest) / LEVELS : 1;
    int[] levels = new int[turned.length];
    for (int i = 0; i < turned.length; i++) {
      levels[i] = Math.round((turned[i] - lowest) / step);
    }
    this.planes = planes(levels, words);
    this.doubleStep = 2 * step;
    this.doubleLow = 2 * lowest;
    this.sum = total;
    this.shift = shift;
    this.distances = distances;
    this.lowerMean = lowerMean(levels);
    this.lowerSpread = lowerSpread(levels, lowerMean);
  }

  /**
   * A query whose estimates serve this order.
   *
   * @throws IllegalArgumentException if the query has another dimension than the codes
   */
  static BinaryQuery of(BinaryFrame frame, BinaryScan.Order order, float[] query) {
    if (query.length != frame.dimension()) {
      throw new IllegalArgumentException(
          "The query has %d coordinates, the codes are of %d"
              .formatted(query.length, frame.dimension()));
    }
    return switch (order) {
      case INNER_PRODUCT -> forInnerProduct(frame, query);
      case EUCLIDEAN -> forDistance(frame, query);
    };
  }

  /** Its estimates are inner products with the vectors as they were given. */
  private static BinaryQuery forInnerProduct(BinaryFrame frame, float[] query) {
    float[] centroid = frame.centroid();
    float shift = 0;
    for (int i = 0; i < query.length; i++) {
      shift += query[i] * centroid[i];
    }
    float[] turned = query.clone();
    frame.rotation().apply(turned);
    return new BinaryQuery(turned, frame.words(), shift, false);
  }

  /**
   * Query and vectors are both moved by the centroid: |r - q|² = |r|² + |q|² - 2 {@code <r, q>},
   * and |q|² is the same for all rows and left out.
   */
  private static BinaryQuery forDistance(BinaryFrame frame, float[] query) {
    float[] centroid = frame.centroid();
    float[] turned = new float[query.length];
    for (int i = 0; i < query.length; i++) {
      turned[i] = query[i] - centroid[i];
    }
    frame.rotation().apply(turned);
    return new BinaryQuery(turned, frame.words(), 0, true);
  }

  /** What a level adds to an estimate, but for the row's factor. */
  float lowerStep() {
    return distances ? 2 * doubleStep : doubleStep;
  }

  private static long[] planes(int[] levels, int words) {
    long[] planes = new long[words * PLANES];
    for (int i = 0; i < levels.length; i++) {
      int base = (i / Long.SIZE) * PLANES;
      for (int p = 0; p < PLANES; p++) {
        planes[base + p] |= (long) ((levels[i] >>> p) & 1) << i;
      }
    }
    return planes;
  }

  private static float lowerMean(int[] levels) {
    int total = 0;
    for (int level : levels) {
      total += level & LOWER_PLANES;
    }
    return (float) total / levels.length;
  }

  /** A row's bits are as good as coins, so each adds a quarter of its square to the variance. */
  private static float lowerSpread(int[] levels, float mean) {
    double squares = 0;
    for (int level : levels) {
      double off = (level & LOWER_PLANES) - mean;
      squares += off * off;
    }
    return (float) (DEVIATIONS * Math.sqrt(squares / 4));
  }
}
