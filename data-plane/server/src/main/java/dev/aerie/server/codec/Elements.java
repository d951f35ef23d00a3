package dev.aerie.server.codec;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.DataType;
import io.milvus.grpc.ScalarField;

/** Elements of arrays on the wire. */
final class Elements {
  private Elements() {}

  /** How many elements of this type a row's array has. */
  static int count(DataType type, ScalarField row) {
    return switch (type) {
      case BOOL -> row.getBoolData().getDataCount();
      case INT8, INT16, INT32 -> row.getIntData().getDataCount();
      case INT64 -> row.getLongData().getDataCount();
      case FLOAT -> row.getFloatData().getDataCount();
      case DOUBLE -> row.getDoubleData().getDataCount();
      case VARCHAR -> row.getStringData().getDataCount();
      default ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED, "arrays of " + type + " are not supported by this server");
    };
  }
}
