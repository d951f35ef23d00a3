package dev.aerie.engine.postings;

import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.vector.SparseVectors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The inverted index of one sparse field of a segment. Version 1: rows, terms, postings; behind
 * them, 32 bits each: the terms rising as unsigned numbers; where each one's postings begin, and
 * their end; the largest weight of each; the rows of all postings, rising for each term; their
 * weights; the sum of the weights of each row.
 */
final class PostingsFile {
  private static final int DATA_AT = Envelope.HEADER + 12;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private PostingsFile() {}

  static byte[] write(SparseVectors vectors) {
    int postings = vectors.pairCount();
    int[] rows = rows(vectors);
    long[] order = byTerm(vectors);
    int terms = countTerms(order);
    long words = 3L * terms + 1 + 2L * postings + vectors.rows();
    byte[] object = new byte[Math.toIntExact(DATA_AT + words * Integer.BYTES)];
    MemorySegment out = MemorySegment.ofArray(object);
    out.set(INT, Envelope.HEADER, vectors.rows());
    out.set(INT, Envelope.HEADER + 4, terms);
    out.set(INT, Envelope.HEADER + 8, postings);
    PostingLists lists = parts(out, vectors.rows(), terms, postings);
    int term = -1;
    for (int i = 0; i < postings; i++) {
      int pair = (int) order[i];
      float weight = vectors.weight(pair);
      if (i == 0 || order[i - 1] >>> 32 != order[i] >>> 32) {
        term++;
        lists.terms().setAtIndex(INT, term, vectors.index(pair));
        lists.starts().setAtIndex(INT, term, i);
      }
      float largest = Math.max(weight, lists.largest().getAtIndex(FLOAT, term));
      lists.largest().setAtIndex(FLOAT, term, largest);
      lists.rows().setAtIndex(INT, i, rows[pair]);
      lists.weights().setAtIndex(FLOAT, i, weight);
    }
    lists.starts().setAtIndex(INT, terms, postings);
    for (int row = 0; row < vectors.rows(); row++) {
      lists.lengths().setAtIndex(FLOAT, row, vectors.length(row));
    }
    Envelope.sealInPlace(Envelope.Kind.POSTINGS, object);
    return object;
  }

  /** Posting lists over a mapped object whose checksum was verified. */
  static PostingLists open(String key, MemorySegment object) {
    Envelope.checkHeader(Envelope.Kind.POSTINGS, key, object);
    int rows = object.get(INT, Envelope.HEADER);
    int terms = object.get(INT, Envelope.HEADER + 4);
    int postings = object.get(INT, Envelope.HEADER + 8);
    if (DATA_AT + (3L * terms + 1 + 2L * postings + rows) * Integer.BYTES != object.byteSize()) {
      throw ObjectStoreException.damaged(key, "is not as long as its header says");
    }
    return parts(object, rows, terms, postings);
  }

  private static PostingLists parts(MemorySegment object, int rows, int terms, int postings) {
    long[] sizes = {terms, terms + 1L, terms, postings, postings, rows};
    MemorySegment[] parts = new MemorySegment[sizes.length];
    long at = DATA_AT;
    for (int i = 0; i < sizes.length; i++) {
      parts[i] = object.asSlice(at, sizes[i] * Integer.BYTES);
      at += sizes[i] * Integer.BYTES;
    }
    return new PostingLists(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  }

  private static int[] rows(SparseVectors vectors) {
    int[] rows = new int[vectors.pairCount()];
    for (int row = 0; row < vectors.rows(); row++) {
      Arrays.fill(rows, vectors.first(row), vectors.first(row + 1), row);
    }
    return rows;
  }

  /** The pairs in the order of their terms and then rows: term and number of the pair. */
  private static long[] byTerm(SparseVectors vectors) {
    long[] order = new long[vectors.pairCount()];
    for (int pair = 0; pair < order.length; pair++) {
      order[pair] = ((long) (vectors.index(pair) ^ Integer.MIN_VALUE) << 32) | pair;
    }
    Arrays.sort(order);
    return order;
  }

  private static int countTerms(long[] order) {
    int terms = 0;
    for (int i = 0; i < order.length; i++) {
      terms += i == 0 || order[i - 1] >>> 32 != order[i] >>> 32 ? 1 : 0;
    }
    return terms;
  }
}
