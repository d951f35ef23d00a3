package dev.aerie.engine.schema;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.Arrays;

/** The types of fields, with their numbers in Milvus's {@code schema.proto}. */
public enum DataType {
  BOOL(1),
  INT8(2),
  INT16(3),
  INT32(4),
  INT64(5),
  FLOAT(10),
  DOUBLE(11),
  VARCHAR(21),
  ARRAY(22),
  JSON(23),
  GEOMETRY(24),
  TEXT(25),
  TIMESTAMPTZ(26),
  BINARY_VECTOR(100),
  FLOAT_VECTOR(101),
  FLOAT16_VECTOR(102),
  BFLOAT16_VECTOR(103),
  SPARSE_FLOAT_VECTOR(104),
  INT8_VECTOR(105),
  ARRAY_OF_VECTOR(106),
  ARRAY_OF_STRUCT(200),
  STRUCT(201);

  private final int number;

  DataType(int number) {
    this.number = number;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }

  public boolean isVector() {
    return number >= 100 && number < 200;
  }

  /** Whether it is a number a dimension, of which narrower ones are kept as 32-bit floats. */
  public boolean isDenseVector() {
    return switch (this) {
      case FLOAT_VECTOR, FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR -> true;
      default -> false;
    };
  }

  public boolean isInteger() {
    return this == INT8 || this == INT16 || this == INT32 || this == INT64;
  }

  public boolean isNumeric() {
    return isInteger() || this == FLOAT || this == DOUBLE;
  }

  /** Whether rows of this type can be stored by this engine today. */
  public boolean isSupported() {
    return switch (this) {
      case BOOL, INT8, INT16, INT32, INT64, FLOAT, DOUBLE, VARCHAR, ARRAY, JSON -> true;
      case FLOAT_VECTOR, FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR -> true;
      case BINARY_VECTOR, SPARSE_FLOAT_VECTOR -> true;
      case GEOMETRY, TEXT, TIMESTAMPTZ, ARRAY_OF_VECTOR, ARRAY_OF_STRUCT, STRUCT -> false;
    };
  }

  /**
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} for a number that is no type
   */
  public static DataType ofNumber(int number) {
    return Arrays.stream(values())
        .filter(t -> t.number == number)
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    ErrorCode.UNSUPPORTED, "data type number " + number + " is not known"));
  }
}
