package dev.aerie.engine.quantized;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.BIT_COUNT;
import static jdk.incubator.vector.VectorOperators.LSHL;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A query for rows that are looked at one by one: each of its four bit planes is laid out as the
 * lines of a row are, with zeros where a row has its facts. Immutable.
 */
public final class BinaryRowQuery {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  private final BinaryQuery query;
  private final long[] plane0;
  private final long[] plane1;
  private final long[] plane2;
  private final long[] plane3;

  private BinaryRowQuery(BinaryQuery query, int words) {
    this.query = query;
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
        BinaryQuery.of(frame, order, query), BinaryRows.stride(frame.dimension()) / Long.BYTES);
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

  /**
   * Whether a row may be nearer than {@code bar}: told by half of the planes, it is as good as sure
   * of the rows of which it is denied.
   */
  boolean mayExceed(BinaryRows rows, int row, float bar) {
    long at = rows.at(row);
    float upper = 4 * query.doubleStep * upperOnes(rows.data(), at);
    float mean = query.doubleStep * query.lowerMean + query.doubleLow;
    float product = product(rows, at, upper + mean * rows.ones(at));
    return ranked(rows, at, product) + rows.factor(at) * query.lowerStep() * query.lowerSpread
        > bar;
  }

  private float estimate(BinaryRows rows, long at) {
    float inner = query.doubleStep * weightedOnes(rows.data(), at);
    return ranked(rows, at, product(rows, at, inner + query.doubleLow * rows.ones(at)));
  }

  private float product(BinaryRows rows, long at, float inner) {
    return rows.factor(at) * (inner - query.sum) + query.shift;
  }

  private float ranked(BinaryRows rows, long at, float product) {
    return query.distances ? 2 * product - rows.squaredLength(at) : product;
  }

  /** All four planes at once, as a walk needs them: it looks at few rows that are far. */
  private long weightedOnes(MemorySegment data, long at) {
    LongVector total = LongVector.zero(LONGS);
    for (int i = 0; i < plane0.length; i += LONGS.length()) {
      LongVector code = code(data, at, i);
      LongVector upper = weightedOnes(code, plane3, plane2, i);
      total = total.add(upper.lanewise(LSHL, 2).add(weightedOnes(code, plane1, plane0, i)));
    }
    return total.reduceLanes(ADD);
  }

  private long upperOnes(MemorySegment data, long at) {
    LongVector total = LongVector.zero(LONGS);
    for (int i = 0; i < plane0.length; i += LONGS.length()) {
      total = total.add(weightedOnes(code(data, at, i), plane3, plane2, i));
    }
    return total.reduceLanes(ADD);
  }

  private static LongVector code(MemorySegment data, long at, int word) {
    return LongVector.fromMemorySegment(
        LONGS, data, at + (long) word * Long.BYTES, ByteOrder.LITTLE_ENDIAN);
  }

  /** The ones in a plane, and twice those in the plane above it. */
  private static LongVector weightedOnes(LongVector code, long[] above, long[] plane, int at) {
    return ones(code, above, at).lanewise(LSHL, 1).add(ones(code, plane, at));
  }

  private static LongVector ones(LongVector code, long[] plane, int at) {
    return code.and(LongVector.fromArray(LONGS, plane, at)).lanewise(BIT_COUNT);
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
