package dev.aerie.server.codec;

import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.TermWeighting;
import io.milvus.grpc.SparseFloatArray;
import io.milvus.grpc.VectorField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;

/** Sparse vectors on the wire: pairs of index and weight, 32 bits each, little-endian. */
public final class SparseRows {
  private static final int PAIR = Column.SparseVectors.PAIR_BYTES;

  private SparseRows() {}

  /**
   * The column of rows.
   *
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} when bytes are no pairs
   */
  public static Column.SparseVectors read(List<ByteString> rows, BitSet nulls) {
    int[] offsets = new int[rows.size() + 1];
    for (int row = 0; row < rows.size(); row++) {
      offsets[row + 1] = offsets[row] + pairs(rows.get(row));
    }
    int[] indices = new int[offsets[rows.size()]];
    float[] weights = new float[indices.length];
    for (int row = 0; row < rows.size(); row++) {
      fill(rows.get(row), indices, weights, offsets[row]);
    }
    return new Column.SparseVectors(offsets, indices, weights, nulls);
  }

  /** One vector that is searched for; errors as {@link #read} has them. */
  static QueryVector query(ByteString row) {
    int[] indices = new int[pairs(row)];
    float[] weights = new float[indices.length];
    fill(row, indices, weights, 0);
    return new QueryVector.Sparse(indices, weights, TermWeighting.PRODUCT);
  }

  /** Rows for the wire. */
  static VectorField write(Column.SparseVectors vectors) {
    SparseFloatArray.Builder rows = SparseFloatArray.newBuilder();
    for (int row = 0; row < vectors.size(); row++) {
      rows.addContents(ByteString.copyFrom(vectors.bytes(row)));
    }
    long dimension = 0;
    for (int index : vectors.indices()) {
      dimension = Math.max(dimension, Integer.toUnsignedLong(index) + 1);
    }
    return VectorField.newBuilder()
        .setDim(dimension)
        .setSparseFloatVector(rows.setDim(dimension))
        .build();
  }

  private static int pairs(ByteString row) {
    if (row.size() % PAIR != 0) {
      throw new EngineException(
          ErrorCode.INVALID_VALUE,
          "invalid data length in sparse float vector: %d bytes".formatted(row.size()));
    }
    return row.size() / PAIR;
  }

  private static void fill(ByteString row, int[] indices, float[] weights, int at) {
    ByteBuffer in = row.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = at; in.hasRemaining(); i++) {
      indices[i] = in.getInt();
      weights[i] = in.getFloat();
    }
  }
}
