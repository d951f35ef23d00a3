package dev.aerie.engine.postings;

import dev.aerie.engine.index.Effort;
import dev.aerie.engine.index.VectorIndex;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.SparseVectors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * For each dimension that occurs in a segment's sparse vectors the rows that have it. A search by
 * it is exact but for the dimensions that it is told to drop. Thread-safe.
 *
 * @param terms dimensions, rising as unsigned numbers
 * @param starts where the postings of each term begin, and the end of the last ones'
 * @param largest the largest weight of each term
 * @param rows of the postings, rising for each term
 * @param weights of the postings
 * @param lengths sum of the weights of each row of the segment
 */
public record PostingLists(
    MemorySegment terms,
    MemorySegment starts,
    MemorySegment largest,
    MemorySegment rows,
    MemorySegment weights,
    MemorySegment lengths)
    implements VectorIndex {
  /**
   * Rows that a walk over the lists passes in the time of one comparison with a vector. Measured:
   * 55 for queries of 4 terms, 5 for those of 30, which are not told apart before; the greater of
   * them keeps a search with a filter from being slower than one without.
   */
  private static final double ROWS_A_COMPARISON = 50;

  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** The object that holds the lists of some vectors. */
  public static byte[] write(SparseVectors vectors) {
    return PostingsFile.write(vectors);
  }

  /**
   * Lists over a mapped object whose checksum was verified.
   *
   * @throws dev.aerie.engine.objectstore.ObjectStoreException OBJECT_DAMAGED, naming the object
   */
  public static PostingLists open(String key, MemorySegment object) {
    return PostingsFile.open(key, object);
  }

  @Override
  public String name() {
    return "inverted index";
  }

  @Override
  public double cost(int rowCount, int accepted, Effort effort) {
    return rowCount / ROWS_A_COMPARISON;
  }

  @Override
  public boolean findsAll() {
    return true;
  }

  @Override
  public void search(QueryVector query, Effort effort, BitSet accepted, IntConsumer found) {
    if (!(query instanceof QueryVector.Sparse sparse)) {
      throw new IllegalArgumentException("a sparse vector is needed, not " + query.kind());
    }
    MaxScore.search(this, Dropped.of(sparse, effort.dropRatio()), effort, accepted, found);
  }

  /** Sum of the weights of all rows. */
  public double totalLength() {
    double sum = 0;
    for (int row = 0; row < lengths.byteSize() / Float.BYTES; row++) {
      sum += length(row);
    }
    return sum;
  }

  /** Rows that have a term. */
  public int frequency(int term) {
    int place = find(term);
    return place < 0 ? 0 : start(place + 1) - start(place);
  }

  /** The place of a term; negative where no row has it. */
  int find(int term) {
    int low = 0;
    int high = (int) (terms.byteSize() / Integer.BYTES) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(terms.getAtIndex(INT, middle), term);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  int start(int place) {
    return starts.getAtIndex(INT, place);
  }

  int row(int posting) {
    return rows.getAtIndex(INT, posting);
  }

  float weight(int posting) {
    return weights.getAtIndex(FLOAT, posting);
  }

  float length(int row) {
    return lengths.getAtIndex(FLOAT, row);
  }
}
