package dev.aerie.engine.segment;

import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.vector.SparseVectors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * The sparse vectors of one field of a segment. Version 1: rows, pairs, bytes of the null mask,
 * zeros up to byte 64 of the object, offsets of the rows and one more, the pairs, the null mask.
 */
final class SparseVectorFile {
  private static final int DATA_AT = 64;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private SparseVectorFile() {}

  static byte[] write(SparseVectors vectors) {
    byte[] nulls = vectors.nulls().toByteArray();
    long offsetBytes = (vectors.rows() + 1L) * Integer.BYTES;
    long pairBytes = (long) vectors.pairCount() * Column.SparseVectors.PAIR_BYTES;
    long nullsAt = DATA_AT + offsetBytes + pairBytes;
    byte[] object = new byte[Math.toIntExact(nullsAt + nulls.length)];
    MemorySegment out = MemorySegment.ofArray(object);
    out.set(INT, Envelope.HEADER, vectors.rows());
    out.set(INT, Envelope.HEADER + 4, vectors.pairCount());
    out.set(INT, Envelope.HEADER + 8, nulls.length);
    MemorySegment.copy(vectors.offsets(), 0, out, DATA_AT, offsetBytes);
    MemorySegment.copy(vectors.pairs(), 0, out, DATA_AT + offsetBytes, pairBytes);
    System.arraycopy(nulls, 0, object, (int) nullsAt, nulls.length);
    Envelope.sealInPlace(Envelope.Kind.SPARSE_VECTORS, object);
    return object;
  }

  /** Vectors over a mapped object whose checksum was verified. */
  static SparseVectors open(String key, MemorySegment object) {
    Envelope.checkHeader(Envelope.Kind.SPARSE_VECTORS, key, object);
    int rows = object.get(INT, Envelope.HEADER);
    long pairBytes = (long) object.get(INT, Envelope.HEADER + 4) * Column.SparseVectors.PAIR_BYTES;
    int nullBytes = object.get(INT, Envelope.HEADER + 8);
    long offsetBytes = (rows + 1L) * Integer.BYTES;
    long nullsAt = DATA_AT + offsetBytes + pairBytes;
    if (nullsAt + nullBytes != object.byteSize()) {
      throw ObjectStoreException.damaged(key, "is not as long as its header says");
    }
    return new SparseVectors(
        object.asSlice(DATA_AT, offsetBytes),
        object.asSlice(DATA_AT + offsetBytes, pairBytes),
        rows,
        BitSet.valueOf(object.asSlice(nullsAt, nullBytes).toArray(ValueLayout.JAVA_BYTE)));
  }
}
