package dev.aerie.server.codec;

import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.DataType;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.VectorField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Dense vectors on the wire. The engine knows floats of 32 bits, which every value of the narrower
 * types is one of; what comes back is what went in. Bytes are little-endian.
 */
public final class DenseVectors {
  private static final int HIDDEN_BITS = 16;

  private DenseVectors() {}

  /** The numbers of all rows, one after the other. */
  public static float[] read(DataType type, VectorField wire) {
    return switch (type) {
      case FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR -> floats(type, bytes(type, wire));
      default -> {
        FloatArray given = wire.getFloatVector();
        float[] values = new float[given.getDataCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = given.getData(i);
        }
        yield values;
      }
    };
  }

  /** Rows for the wire. */
  public static VectorField write(DataType type, int dimension, float[] values) {
    VectorField.Builder wire = VectorField.newBuilder().setDim(dimension);
    return switch (type) {
      case FLOAT16_VECTOR -> wire.setFloat16Vector(bytes(type, values)).build();
      case BFLOAT16_VECTOR -> wire.setBfloat16Vector(bytes(type, values)).build();
      case INT8_VECTOR -> wire.setInt8Vector(bytes(type, values)).build();
      default -> {
        FloatArray.Builder floats = FloatArray.newBuilder();
        for (float value : values) {
          floats.addData(value);
        }
        yield wire.setFloatVector(floats).build();
      }
    };
  }

  /**
   * Numbers of a type, as bytes.
   *
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} for a type that is no dense vector,
   *     {@link ErrorCode#INVALID_ARGUMENT} for bytes that are part of a number
   */
  public static float[] floats(DataType type, ByteString bytes) {
    if (bytes.size() % width(type) != 0) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "%d bytes are no whole number of values of type %s".formatted(bytes.size(), type));
    }
    ByteBuffer in = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.size() / width(type)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case FLOAT16_VECTOR -> Float.float16ToFloat(in.getShort());
            case BFLOAT16_VECTOR -> Float.intBitsToFloat(in.getShort() << HIDDEN_BITS);
            case INT8_VECTOR -> in.get();
            default -> in.getFloat();
          };
    }
    return values;
  }

  private static ByteString bytes(DataType type, float[] values) {
    ByteBuffer out =
        ByteBuffer.allocate(values.length * width(type)).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      switch (type) {
        case FLOAT16_VECTOR -> out.putShort(Float.floatToFloat16(value));
        case BFLOAT16_VECTOR -> out.putShort(bfloat16(value));
        default -> out.put((byte) Math.round(value));
      }
    }
    return ByteString.copyFrom(out.flip());
  }

  private static ByteString bytes(DataType type, VectorField wire) {
    return switch (type) {
      case FLOAT16_VECTOR -> wire.getFloat16Vector();
      case BFLOAT16_VECTOR -> wire.getBfloat16Vector();
      default -> wire.getInt8Vector();
    };
  }

  /** The upper half of a float, rounded to the nearest, ties to even. */
  private static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int odd = (bits >>> HIDDEN_BITS) & 1;
    int half = (1 << (HIDDEN_BITS - 1)) - 1;
    return (short)
        (Float.isNaN(value) ? bits >>> HIDDEN_BITS : (bits + half + odd) >>> HIDDEN_BITS);
  }

  private static int width(DataType type) {
    return switch (type) {
      case FLOAT_VECTOR -> Float.BYTES;
      case FLOAT16_VECTOR, BFLOAT16_VECTOR -> Short.BYTES;
      case INT8_VECTOR -> Byte.BYTES;
      default ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED,
              "vectors of type %s are not supported by this server yet".formatted(type));
    };
  }
}
