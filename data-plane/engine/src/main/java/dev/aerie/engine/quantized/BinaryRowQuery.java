package dev.aerie.engine.quantized;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A query for rows that are looked at one by one: each of its four bit planes is laid out as the
 * lines of a row are, with zeros where a row has its facts. Immutable.
 */
public final class BinaryRowQuery {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  private final BinaryQuery query;
  private final boolean euclidean;
  private final long[] plane0;
  private final long[] plane1;
  private final long[] plane2;
  private final long[] plane3;

  private BinaryRowQuery(BinaryQuery query, boolean euclidean, int words) {
    this.query = query;
    this.euclidean = euclidean;
    this.plane0 = plane(query, 0, words);
    this.plane1 = plane(query, 1, words);
    this.plane2 = plane(query, 2, words);
    this.plane3 = plane(query, 3, words);
  }

  /**
   * @throws IllegalArgumentException if the query has another dimension than the frame
   */
  public static BinaryRowQuery of(BinaryFrame frame, BinaryScan.Order order, float[] query) {
    return new BinaryRowQuery(
        BinaryQuery.of(frame, order, query),
        order == BinaryScan.Order.EUCLIDEAN,
        BinaryRows.stride(frame.dimension()) / Long.BYTES);
  }

  private static long[] plane(BinaryQuery query, int number, int words) {
    long[] plane = new long[words];
    for (int w = 0; w * BinaryQuery.PLANES < query.planes.length; w++) {
      plane[BinaryRows.FACT_WORDS + w] = query.planes[w * BinaryQuery.PLANES + number];
    }
    return plane;
  }

  /** How near the rows of some codes are, by estimate. */
  public Similarity to(BinaryRows rows) {
    return new Rows(this, rows);
  }

  private float estimate(BinaryRows rows, long at) {
    float inner = query.doubleStep * weightedOnes(rows.data(), at);
    float estimate = inner + query.doubleLow * rows.ones(at) - query.sum;
    float product = rows.factor(at) * estimate + query.shift;
    return euclidean ? 2 * product - rows.squaredLength(at) : product;
  }

  private long weightedOnes(MemorySegment data, long at) {
    LongVector total = LongVector.zero(LONGS);
    for (int i = 0; i < plane0.length; i += LONGS.length()) {
      LongVector code =
          LongVector.fromMemorySegment(
              LONGS, data, at + (long) i * Long.BYTES, ByteOrder.LITTLE_ENDIAN);
      LongVector upper =
          ones(code, plane3, i).lanewise(VectorOperators.LSHL, 1).add(ones(code, plane2, i));
      LongVector lower =
          ones(code, plane1, i).lanewise(VectorOperators.LSHL, 1).add(ones(code, plane0, i));
      total = total.add(upper.lanewise(VectorOperators.LSHL, 2).add(lower));
    }
    return total.reduceLanes(VectorOperators.ADD);
  }

  private static LongVector ones(LongVector code, long[] plane, int at) {
    return code.and(LongVector.fromArray(LONGS, plane, at)).lanewise(VectorOperators.BIT_COUNT);
  }

  private record Rows(BinaryRowQuery query, BinaryRows rows) implements Similarity {
    @Override
    public float of(int row) {
      return query.estimate(rows, rows.at(row));
    }

    @Override
    public int touch(int row) {
      return FixedRows.touch(rows.data(), rows.stride(), row);
    }
  }
}
