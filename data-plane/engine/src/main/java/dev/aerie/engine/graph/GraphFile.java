package dev.aerie.engine.graph;

import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.quantized.BinaryFrame;
import dev.aerie.engine.quantized.BinaryRows;
import dev.aerie.engine.quantized.ByteCodes;
import dev.aerie.engine.schema.Metric;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Where the parts of a {@link CodedGraph} lie in its object. */
record GraphFile(int dimension, int rows, int degree, int landmarks) {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int DATA_AT = 64;
  private static final int ALIGNMENT = 64;

  static byte[] write(Neighbours graph, Landmarks landmarks, BinaryRows rows, ByteCodes codes) {
    GraphFile file =
        new GraphFile(codes.dimension(), codes.rows(), graph.degree(), landmarks.rows().length);
    byte[] object = new byte[Math.toIntExact(file.end())];
    MemorySegment out = MemorySegment.ofArray(object);
    out.set(INT, Envelope.HEADER, file.dimension);
    out.set(INT, Envelope.HEADER + 4, file.rows);
    out.set(INT, Envelope.HEADER + 8, file.degree);
    out.set(INT, Envelope.HEADER + 12, file.landmarks);
    MemorySegment.copy(landmarks.rows(), 0, out, INT, DATA_AT, file.landmarks);
    MemorySegment.copy(rows.frame().centroid(), 0, out, FLOAT, file.centroidAt(), file.dimension);
    MemorySegment.copy(graph.data(), 0, out, file.edgesAt(), graph.data().byteSize());
    MemorySegment.copy(rows.data(), 0, out, file.binaryAt(), rows.data().byteSize());
    MemorySegment.copy(codes.data(), 0, out, file.bytesAt(), codes.data().byteSize());
    Envelope.sealInPlace(Envelope.Kind.GRAPH, object);
    return object;
  }

  static CodedGraph open(String key, MemorySegment object, Metric metric) {
    Envelope.checkHeader(Envelope.Kind.GRAPH, key, object);
    GraphFile file =
        new GraphFile(
            object.get(INT, Envelope.HEADER),
            object.get(INT, Envelope.HEADER + 4),
            object.get(INT, Envelope.HEADER + 8),
            object.get(INT, Envelope.HEADER + 12));
    if (file.end() != object.byteSize()) {
      throw ObjectStoreException.damaged(key, "is not as long as its header says");
    }
    int[] marks = new int[file.landmarks];
    MemorySegment.copy(object, INT, DATA_AT, marks, 0, marks.length);
    float[] centroid = new float[file.dimension];
    MemorySegment.copy(object, FLOAT, file.centroidAt(), centroid, 0, centroid.length);
    MemorySegment edges = object.asSlice(file.edgesAt(), file.edgeBytes());
    MemorySegment binary = object.asSlice(file.binaryAt(), file.binaryBytes());
    MemorySegment bytes = object.asSlice(file.bytesAt(), file.end() - file.bytesAt());
    return new CodedGraph(
        new Neighbours(edges, file.rows, file.degree),
        new Landmarks(marks),
        new BinaryRows(binary, BinaryFrame.around(centroid), file.rows),
        new ByteCodes(bytes, metric, file.dimension, file.rows));
  }

  private long centroidAt() {
    return aligned(DATA_AT + (long) landmarks * Integer.BYTES);
  }

  private long edgesAt() {
    return aligned(centroidAt() + (long) dimension * Float.BYTES);
  }

  private long edgeBytes() {
    return Neighbours.bytes(rows, degree);
  }

  private long binaryAt() {
    return aligned(edgesAt() + edgeBytes());
  }

  private long binaryBytes() {
    return (long) rows * BinaryRows.stride(dimension);
  }

  private long bytesAt() {
    return aligned(binaryAt() + binaryBytes());
  }

  private long end() {
    return bytesAt() + (long) rows * ByteCodes.stride(dimension);
  }

  private static long aligned(long at) {
    return (at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
