package dev.aerie.engine.segment;

import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.vector.Vectors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * The vectors of one field of a segment. Version 1: dimension, rows, bytes of the null mask, zeros
 * up to byte 64 of the object, the floats row after row, the null mask. The floats start at a cache
 * line, for loads that do not straddle two.
 */
final class VectorFile {
  private static final int DATA_AT = 64;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private VectorFile() {}

  static byte[] write(Vectors vectors) {
    byte[] nulls = vectors.nulls().toByteArray();
    byte[] object = new byte[Math.toIntExact(DATA_AT + vectors.bytes() + nulls.length)];
    MemorySegment out = MemorySegment.ofArray(object);
    out.set(INT, Envelope.HEADER, vectors.dimension());
    out.set(INT, Envelope.HEADER + 4, vectors.rows());
    out.set(INT, Envelope.HEADER + 8, nulls.length);
    MemorySegment.copy(vectors.data(), 0, out, DATA_AT, vectors.bytes());
    System.arraycopy(nulls, 0, object, (int) (DATA_AT + vectors.bytes()), nulls.length);
    Envelope.sealInPlace(Envelope.Kind.VECTORS, object);
    return object;
  }

  /** Vectors over a mapped object whose checksum was verified. */
  static Vectors open(String key, MemorySegment object) {
    Envelope.checkHeader(
        Envelope.Kind.VECTORS,
        key,
        object.asSlice(0, Envelope.HEADER).toArray(ValueLayout.JAVA_BYTE));
    int dimension = object.get(INT, Envelope.HEADER);
    int rows = object.get(INT, Envelope.HEADER + 4);
    int nullBytes = object.get(INT, Envelope.HEADER + 8);
    long bytes = (long) dimension * rows * Float.BYTES;
    if (DATA_AT + bytes + nullBytes != object.byteSize()) {
      throw ObjectStoreException.damaged(key, "is not as long as its header says");
    }
    byte[] nulls = object.asSlice(DATA_AT + bytes, nullBytes).toArray(ValueLayout.JAVA_BYTE);
    return new Vectors(object.asSlice(DATA_AT, bytes), dimension, rows, BitSet.valueOf(nulls));
  }
}
