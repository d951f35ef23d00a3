package dev.aerie.server.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import io.milvus.grpc.PlaceholderGroup;
import io.milvus.grpc.PlaceholderType;
import io.milvus.grpc.PlaceholderValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Query vectors from the wire. */
public final class Placeholders {
  private Placeholders() {}

  /**
   * The vectors of a search.
   *
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} for vectors that are no 32-bit floats
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
    if (value.getType() != PlaceholderType.FloatVector) {
      throw new EngineException(
          ErrorCode.UNSUPPORTED,
          "searching with data of type %s is not supported by this server yet; use float vectors"
              .formatted(value.getType()));
    }
    float[] vector = new float[bytes.size() / Float.BYTES];
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().get(vector);
    return vector;
  }
}
