package dev.aerie.server.codec;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ScalarField.DataCase;

/** Elements of arrays on the wire. */
final class Elements {
  private Elements() {}

  /**
   * How many elements of this type a row's array has; an array without any may be of any type.
   *
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} when they are of another type
   */
  static int count(FieldSchema field, int row, ScalarField array) {
    DataType type = field.elementType().orElseThrow();
    DataCase found = array.getDataCase();
    int count =
        switch (found) {
          case BOOL_DATA -> array.getBoolData().getDataCount();
          case INT_DATA -> array.getIntData().getDataCount();
          case LONG_DATA -> array.getLongData().getDataCount();
          case FLOAT_DATA -> array.getFloatData().getDataCount();
          case DOUBLE_DATA -> array.getDoubleData().getDataCount();
          case STRING_DATA -> array.getStringData().getDataCount();
          case DATA_NOT_SET -> 0;
          default -> 1;
        };
    if (count > 0 && found != expected(type)) {
      throw new EngineException(
          ErrorCode.INVALID_VALUE,
          "field '%s': row %d: its elements are no values of type %s"
              .formatted(field.name(), row, type));
    }
    return count;
  }

  private static DataCase expected(DataType type) {
    return switch (type) {
      case BOOL -> DataCase.BOOL_DATA;
      case INT8, INT16, INT32 -> DataCase.INT_DATA;
      case INT64 -> DataCase.LONG_DATA;
      case FLOAT -> DataCase.FLOAT_DATA;
      case DOUBLE -> DataCase.DOUBLE_DATA;
      case VARCHAR -> DataCase.STRING_DATA;
      default ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED, "arrays of " + type + " are not supported by this server");
    };
  }
}
