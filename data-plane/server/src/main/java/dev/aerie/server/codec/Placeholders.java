package dev.aerie.server.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.DataType;
import io.milvus.grpc.PlaceholderGroup;
import io.milvus.grpc.PlaceholderType;
import io.milvus.grpc.PlaceholderValue;
import java.util.List;

/** Query vectors from the wire. */
public final class Placeholders {
  private Placeholders() {}

  /**
   * The vectors of a search.
   *
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} for vectors that are not dense
   */
  public static List<float[]> vectors(ByteString group) {
    try {
      return PlaceholderGroup.parseFrom(group).getPlaceholdersList().stream()
          .flatMap(value -> value.getValuesList().stream().map(bytes -> vector(value, bytes)))
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "the query vectors can't be read: " + e.getMessage(), e);
    }
  }

  private static float[] vector(PlaceholderValue value, ByteString bytes) {
    return DenseVectors.floats(type(value.getType()), bytes);
  }

  private static DataType type(PlaceholderType type) {
    return switch (type) {
      case FloatVector -> DataType.FLOAT_VECTOR;
      case Float16Vector -> DataType.FLOAT16_VECTOR;
      case BFloat16Vector -> DataType.BFLOAT16_VECTOR;
      case Int8Vector -> DataType.INT8_VECTOR;
      default ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED,
              "searching with data of type %s is not supported by this server yet; use dense vectors"
                  .formatted(type));
    };
  }
}
