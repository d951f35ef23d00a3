package dev.aerie.engine.vector;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.Metric;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;

/**
 * Sparse vectors in native memory or a mapped file. Immutable; freed when unreachable.
 *
 * @param offsets for each row and one more the number of its first pair, 32 bits each
 * @param pairs index and weight, 32 bits each, by row and rising index; little-endian
 * @param nulls rows without a vector; they have no pairs
 */
public record SparseVectors(MemorySegment offsets, MemorySegment pairs, int rows, BitSet nulls)
    implements VectorRows {
  private static final int PAIR = Column.SparseVectors.PAIR_BYTES;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A copy of a column in native memory. */
  public static SparseVectors of(Column.SparseVectors column) {
    int rows = column.size();
    int first = column.offsets()[0];
    int count = column.offsets()[rows] - first;
    MemorySegment offsets = allocate((rows + 1L) * Integer.BYTES);
    for (int row = 0; row <= rows; row++) {
      offsets.setAtIndex(INT, row, column.offsets()[row] - first);
    }
    MemorySegment pairs = allocate((long) count * PAIR);
    for (int i = 0; i < count; i++) {
      pairs.set(INT, (long) i * PAIR, column.indices()[first + i]);
      pairs.set(Vectors.FLOAT, (long) i * PAIR + Integer.BYTES, column.weights()[first + i]);
    }
    return new SparseVectors(offsets, pairs, rows, column.nulls());
  }

  static SparseVectors concat(List<SparseVectors> parts) {
    int rows = parts.stream().mapToInt(SparseVectors::rows).sum();
    MemorySegment offsets = allocate((rows + 1L) * Integer.BYTES);
    MemorySegment pairs = allocate(parts.stream().mapToLong(p -> p.pairCount() * PAIR).sum());
    BitSet nulls = new BitSet(0);
    int row = 0;
    int at = 0;
    for (SparseVectors part : parts) {
      MemorySegment.copy(part.pairs, 0, pairs, (long) at * PAIR, (long) part.pairCount() * PAIR);
      int base = row;
      part.nulls.stream().forEach(i -> nulls.set(base + i));
      for (int i = 0; i < part.rows; i++) {
        offsets.setAtIndex(INT, row++, at + part.first(i));
      }
      at += part.pairCount();
    }
    offsets.setAtIndex(INT, rows, at);
    return new SparseVectors(offsets, pairs, rows, nulls);
  }

  @Override
  public long bytes() {
    return (rows + 1L) * Integer.BYTES + (long) pairCount() * PAIR;
  }

  /** Pairs of all rows. */
  public int pairCount() {
    return first(rows);
  }

  /** The number of a row's first pair; for {@code rows} the number of all pairs. */
  public int first(int row) {
    return offsets.getAtIndex(INT, row);
  }

  public int index(int pair) {
    return pairs.get(INT, (long) pair * PAIR);
  }

  public float weight(int pair) {
    return pairs.get(Vectors.FLOAT, (long) pair * PAIR + Integer.BYTES);
  }

  /** Sum of a row's weights. */
  public float length(int row) {
    float sum = 0;
    for (int i = first(row); i < first(row + 1); i++) {
      sum += weight(i);
    }
    return sum;
  }

  /** Sum of the weights of all rows. */
  public double totalLength() {
    double sum = 0;
    for (int pair = 0; pair < pairCount(); pair++) {
      sum += weight(pair);
    }
    return sum;
  }

  /** Rows that have a dimension; looks at all pairs. */
  public int frequency(int index) {
    int having = 0;
    for (int pair = 0; pair < pairCount(); pair++) {
      having += index(pair) == index ? 1 : 0;
    }
    return having;
  }

  @Override
  public SparseVectors select(int[] wanted) {
    return of(gather(wanted));
  }

  @Override
  public Column.SparseVectors gather(int[] wanted) {
    int[] starts = new int[wanted.length + 1];
    BitSet missing = new BitSet(0);
    for (int i = 0; i < wanted.length; i++) {
      starts[i + 1] = starts[i] + first(wanted[i] + 1) - first(wanted[i]);
      if (nulls.get(wanted[i])) {
        missing.set(i);
      }
    }
    int[] indices = new int[starts[wanted.length]];
    float[] weights = new float[indices.length];
    int at = 0;
    for (int row : wanted) {
      for (int i = first(row); i < first(row + 1); i++) {
        indices[at] = index(i);
        weights[at++] = weight(i);
      }
    }
    return new Column.SparseVectors(starts, indices, weights, missing);
  }

  @Override
  public Scorer scorer(Metric metric, QueryVector query) {
    if (!(query instanceof QueryVector.Sparse sparse)
        || (metric != Metric.IP && metric != Metric.BM25)) {
      throw VectorRows.unfit(metric, query);
    }
    return row -> score(sparse, row);
  }

  /** Walks over the pairs of both, which have the same order. */
  private float score(QueryVector.Sparse query, int row) {
    int[] indices = query.indices();
    int stored = first(row);
    int end = first(row + 1);
    float length = 0;
    boolean measured = false;
    float score = 0;
    for (int asked = 0; asked < indices.length && stored < end; ) {
      int order = Integer.compareUnsigned(indices[asked], index(stored));
      if (order == 0) {
        length = measured ? length : length(row);
        measured = true;
        score += query.weights()[asked] * query.weighting().of(weight(stored), length);
        asked++;
        stored++;
      } else if (order < 0) {
        asked++;
      } else {
        stored++;
      }
    }
    return score;
  }

  private static MemorySegment allocate(long bytes) {
    return Arena.ofAuto().allocate(bytes, 64);
  }
}
