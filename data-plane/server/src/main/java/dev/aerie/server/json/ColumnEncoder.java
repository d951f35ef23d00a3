package dev.aerie.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.codec.DenseVectors;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import java.util.ArrayList;
import java.util.List;

/** Collects the JSON values of one field as a column. Not thread-safe. */
final class ColumnEncoder {
  private static final String DIMENSION = "dim";

  private final FieldSchema field;
  private final FieldData.Builder column;
  private final List<Float> vectors = new ArrayList<>();
  private ByteString bits = ByteString.EMPTY;

  ColumnEncoder(FieldSchema field) {
    this.field = field;
    this.column = FieldData.newBuilder().setFieldName(field.getName()).setType(field.getDataType());
  }

  /** A row without a value. */
  void addAbsent() {
    column.addValidData(false);
  }

  void add(long row, JsonNode value) {
    column.addValidData(true);
    switch (field.getDataType()) {
      case FloatVector, Float16Vector, BFloat16Vector, Int8Vector -> addVector(row, value);
      case BinaryVector -> addBits(row, value);
      case SparseFloatVector ->
          column
              .getVectorsBuilder()
              .getSparseFloatVectorBuilder()
              .addContents(SparsePairs.read(value).orElseThrow(() -> misfit(row, value)));
      case Array -> {
        require(value.isArray(), row, value);
        ScalarField.Builder elements = ScalarField.newBuilder();
        value.forEach(element -> addScalar(elements, field.getElementType(), row, element));
        column
            .getScalarsBuilder()
            .getArrayDataBuilder()
            .setElementType(field.getElementType())
            .addData(elements);
      }
      default -> addScalar(column.getScalarsBuilder(), field.getDataType(), row, value);
    }
  }

  /**
   * The column.
   *
   * @param withValidity whether rows may lack a value
   */
  FieldData build(boolean withValidity) {
    if (!withValidity) {
      column.clearValidData();
    }
    if (type().isDenseVector()) {
      float[] values = new float[vectors.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = vectors.get(i);
      }
      column.setVectors(DenseVectors.write(type(), dimension(), values));
    }
    if (field.getDataType() == DataType.BinaryVector) {
      column.setVectors(VectorField.newBuilder().setDim(dimension()).setBinaryVector(bits));
    }
    return column.build();
  }

  private void addBits(long row, JsonNode value) {
    ByteString bytes = Octets.read(value).orElseThrow(() -> misfit(row, value));
    if (bytes.size() * Byte.SIZE != dimension()) {
      throw new EngineException(
          ErrorCode.DIMENSION_MISMATCH,
          "row %d, field '%s': the vector has %d bytes, dimension %d needs %d"
              .formatted(row, field.getName(), bytes.size(), dimension(), dimension() / Byte.SIZE));
    }
    bits = bits.concat(bytes);
  }

  private void addVector(long row, JsonNode value) {
    require(value.isArray(), row, value);
    if (value.size() != dimension()) {
      throw new EngineException(
          ErrorCode.DIMENSION_MISMATCH,
          "row %d, field '%s': the vector has dimension %d, the collection has %d"
              .formatted(row, field.getName(), value.size(), dimension()));
    }
    for (JsonNode number : value) {
      require(number.isNumber() && fits(number), row, number);
      vectors.add(number.floatValue());
    }
  }

  private boolean fits(JsonNode number) {
    return field.getDataType() != DataType.Int8Vector
        || (number.isIntegralNumber() && number.asLong() == (byte) number.asLong());
  }

  private dev.aerie.engine.schema.DataType type() {
    return dev.aerie.engine.schema.DataType.ofNumber(field.getDataTypeValue());
  }

  private int dimension() {
    return field.getTypeParamsList().stream()
        .filter(pair -> pair.getKey().equals(DIMENSION))
        .mapToInt(pair -> Integer.parseInt(pair.getValue()))
        .findFirst()
        .orElse(0);
  }

  private void addScalar(ScalarField.Builder values, DataType type, long row, JsonNode value) {
    switch (type) {
      case Bool -> {
        require(value.isBoolean(), row, value);
        values.getBoolDataBuilder().addData(value.booleanValue());
      }
      case Int8, Int16, Int32 -> {
        require(value.isIntegralNumber() && value.canConvertToInt(), row, value);
        values.getIntDataBuilder().addData(value.intValue());
      }
      case Int64 -> values.getLongDataBuilder().addData(longValue(row, value));
      case Float -> {
        require(value.isNumber(), row, value);
        values.getFloatDataBuilder().addData(value.floatValue());
      }
      case Double -> {
        require(value.isNumber(), row, value);
        values.getDoubleDataBuilder().addData(value.doubleValue());
      }
      case VarChar -> {
        require(value.isTextual(), row, value);
        values.getStringDataBuilder().addData(value.textValue());
      }
      case JSON -> values.getJsonDataBuilder().addData(ByteString.copyFromUtf8(value.toString()));
      default ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED,
              "field '%s' of type %s is not supported by this server yet"
                  .formatted(field.getName(), type));
    }
  }

  /** Whole numbers may come as texts, since JavaScript's numbers end at 2^53. */
  private long longValue(long row, JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    require(value.isTextual(), row, value);
    try {
      return Long.parseLong(value.textValue());
    } catch (NumberFormatException e) {
      throw misfit(row, value);
    }
  }

  private void require(boolean fits, long row, JsonNode value) {
    if (!fits) {
      throw misfit(row, value);
    }
  }

  private EngineException misfit(long row, JsonNode value) {
    return new EngineException(
        ErrorCode.INVALID_VALUE,
        "row %d, field '%s': %s is no value of type %s"
            .formatted(row, field.getName(), value, field.getDataType()));
  }
}
