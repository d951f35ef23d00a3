package dev.aerie.server.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.vector.QueryVector;
import io.milvus.grpc.PlaceholderGroup;
import io.milvus.grpc.PlaceholderValue;
import java.util.List;

/** Query vectors from the wire. */
public final class Placeholders {
  private Placeholders() {}

  /**
   * The vectors of a search.
   *
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} for data of other types
   */
  public static List<QueryVector> vectors(ByteString group) {
    try {
      return PlaceholderGroup.parseFrom(group).getPlaceholdersList().stream()
          .flatMap(value -> value.getValuesList().stream().map(bytes -> vector(value, bytes)))
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "the query vectors can't be read: " + e.getMessage(), e);
    }
  }

  private static QueryVector vector(PlaceholderValue value, ByteString bytes) {
    return switch (value.getType()) {
      case FloatVector -> dense(DataType.FLOAT_VECTOR, bytes);
      case Float16Vector -> dense(DataType.FLOAT16_VECTOR, bytes);
      case BFloat16Vector -> dense(DataType.BFLOAT16_VECTOR, bytes);
      case Int8Vector -> dense(DataType.INT8_VECTOR, bytes);
      case BinaryVector -> new QueryVector.Binary(bytes.toByteArray());
      case VarChar -> new QueryVector.Text(bytes.toStringUtf8());
      case SparseFloatVector -> SparseRows.query(bytes);
      default ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED,
              "searching with data of type %s is not supported by this server yet"
                  .formatted(value.getType()));
    };
  }

  private static QueryVector dense(DataType type, ByteString bytes) {
    return new QueryVector.Dense(DenseVectors.floats(type, bytes));
  }
}
