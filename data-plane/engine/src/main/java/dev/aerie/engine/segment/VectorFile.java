package dev.aerie.engine.segment;

import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.vector.BinaryVectors;
import dev.aerie.engine.vector.SparseVectors;
import dev.aerie.engine.vector.VectorRows;
import dev.aerie.engine.vector.Vectors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * The vectors of one field of a segment. Version 1: dimension, rows, bytes of the null mask, zeros
 * up to byte 64 of the object, the floats or bits row after row, the null mask. The vectors start
 * at a cache line, for loads that do not straddle two.
 */
final class VectorFile {
  private static final int DATA_AT = 64;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private VectorFile() {}

  static byte[] write(VectorRows vectors) {
    return switch (vectors) {
      case Vectors v -> write(Envelope.Kind.VECTORS, v.dimension(), v.data(), v);
      case BinaryVectors v -> write(Envelope.Kind.BINARY_VECTORS, v.dimension(), v.data(), v);
      case SparseVectors v -> SparseVectorFile.write(v);
    };
  }

  private static byte[] write(
      Envelope.Kind kind, int dimension, MemorySegment data, VectorRows vectors) {
    byte[] nulls = vectors.nulls().toByteArray();
    byte[] object = new byte[Math.toIntExact(DATA_AT + vectors.bytes() + nulls.length)];
    MemorySegment out = MemorySegment.ofArray(object);
    out.set(INT, Envelope.HEADER, dimension);
    out.set(INT, Envelope.HEADER + 4, vectors.rows());
    out.set(INT, Envelope.HEADER + 8, nulls.length);
    MemorySegment.copy(data, 0, out, DATA_AT, vectors.bytes());
    System.arraycopy(nulls, 0, object, (int) (DATA_AT + vectors.bytes()), nulls.length);
    Envelope.sealInPlace(kind, object);
    return object;
  }

  /** Vectors over a mapped object whose checksum was verified. */
  static VectorRows open(DataType type, String key, MemorySegment object) {
    if (type == DataType.SPARSE_FLOAT_VECTOR) {
      return SparseVectorFile.open(key, object);
    }
    boolean binary = type == DataType.BINARY_VECTOR;
    Envelope.checkHeader(
        binary ? Envelope.Kind.BINARY_VECTORS : Envelope.Kind.VECTORS, key, object);
    int dimension = object.get(INT, Envelope.HEADER);
    int rows = object.get(INT, Envelope.HEADER + 4);
    int nullBytes = object.get(INT, Envelope.HEADER + 8);
    long bytes = (long) rows * (binary ? dimension / Byte.SIZE : dimension * Float.BYTES);
    if (DATA_AT + bytes + nullBytes != object.byteSize()) {
      throw ObjectStoreException.damaged(key, "is not as long as its header says");
    }
    MemorySegment data = object.asSlice(DATA_AT, bytes);
    BitSet nulls =
        BitSet.valueOf(object.asSlice(DATA_AT + bytes, nullBytes).toArray(ValueLayout.JAVA_BYTE));
    return binary
        ? new BinaryVectors(data, dimension, rows, nulls)
        : new Vectors(data, dimension, rows, nulls);
  }
}
