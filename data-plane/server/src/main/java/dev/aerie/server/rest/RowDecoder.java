package dev.aerie.server.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.aerie.engine.schema.DataType;
import dev.aerie.server.codec.DenseVectors;
import dev.aerie.server.json.SparsePairs;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.IDs;
import io.milvus.grpc.ScalarField;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Columns of an answer as JSON rows.
 *
 * @param int64 whether 64-bit numbers may be numbers; they are texts otherwise
 * @param asked the output fields that were asked for, which choose among the dynamic ones
 */
record RowDecoder(boolean int64, List<String> asked) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DYNAMIC = "$meta";

  /** The rows of columns that know how many there are. */
  List<Map<String, Object>> rows(List<FieldData> columns) {
    return rows(columns, columns.isEmpty() ? 0 : size(columns.getFirst()));
  }

  /** As many rows as {@code count}, each with its fields in the columns' order. */
  List<Map<String, Object>> rows(List<FieldData> columns, int count) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      rows.add(new LinkedHashMap<>());
    }
    for (FieldData column : columns) {
      List<Object> values = values(column, count);
      for (int row = 0; row < count; row++) {
        put(rows.get(row), column.getFieldName(), values.get(row));
      }
    }
    return rows;
  }

  /** Primary keys, one a row. */
  List<Object> ids(IDs ids) {
    return ids.hasStrId()
        ? List.copyOf(ids.getStrId().getDataList())
        : ids.getIntId().getDataList().stream().map(this::whole).toList();
  }

  private void put(Map<String, Object> row, String name, Object value) {
    if (!name.equals(DYNAMIC)) {
      row.put(name, value);
    } else if (value instanceof JsonNode dynamic) {
      boolean all = asked.contains("*") || asked.contains(DYNAMIC);
      dynamic.properties().stream()
          .filter(entry -> all || asked.contains(entry.getKey()))
          .forEach(entry -> row.put(entry.getKey(), entry.getValue()));
    }
  }

  private int size(FieldData column) {
    if (column.getValidDataCount() > 0) {
      return column.getValidDataCount();
    }
    return column.hasVectors() ? vectors(column).size() : scalars(column.getScalars()).size();
  }

  private List<Object> values(FieldData column, int count) {
    List<?> given = column.hasVectors() ? vectors(column) : scalars(column.getScalars());
    if (given.size() == count && column.getValidDataCount() == 0) {
      return List.copyOf(given);
    }
    List<Object> values = new ArrayList<>();
    int next = 0;
    for (int row = 0; row < count; row++) {
      boolean valid = column.getValidDataCount() <= row || column.getValidData(row);
      values.add(valid ? given.get(given.size() == count ? row : next++) : null);
    }
    return values;
  }

  private static List<?> vectors(FieldData column) {
    int dimension = (int) column.getVectors().getDim();
    DataType type = DataType.ofNumber(column.getTypeValue());
    if (type == DataType.SPARSE_FLOAT_VECTOR) {
      return SparsePairs.write(column.getVectors().getSparseFloatVector());
    }
    if (type == DataType.BINARY_VECTOR) {
      return texts(column.getVectors().getBinaryVector(), dimension / Byte.SIZE);
    }
    float[] values = DenseVectors.read(type, column.getVectors());
    List<Number> numbers = new ArrayList<>();
    for (float value : values) {
      numbers.add(type == DataType.INT8_VECTOR ? (Number) (int) value : (Number) value);
    }
    return IntStream.range(0, dimension == 0 ? 0 : numbers.size() / dimension)
        .mapToObj(row -> numbers.subList(row * dimension, (row + 1) * dimension))
        .toList();
  }

  /** Bytes of as many a row, in Base64. */
  private static List<String> texts(ByteString bytes, int width) {
    return IntStream.range(0, width == 0 ? 0 : bytes.size() / width)
        .mapToObj(row -> bytes.substring(row * width, (row + 1) * width).toByteArray())
        .map(Base64.getEncoder()::encodeToString)
        .toList();
  }

  private List<?> scalars(ScalarField field) {
    return switch (field.getDataCase()) {
      case BOOL_DATA -> field.getBoolData().getDataList();
      case INT_DATA -> field.getIntData().getDataList();
      case LONG_DATA -> field.getLongData().getDataList().stream().map(this::whole).toList();
      case FLOAT_DATA -> field.getFloatData().getDataList();
      case DOUBLE_DATA -> field.getDoubleData().getDataList();
      case STRING_DATA -> field.getStringData().getDataList();
      case JSON_DATA -> field.getJsonData().getDataList().stream().map(RowDecoder::json).toList();
      case ARRAY_DATA -> field.getArrayData().getDataList().stream().map(this::scalars).toList();
      default -> List.of();
    };
  }

  private Object whole(Long value) {
    return int64 ? value : value.toString();
  }

  private static JsonNode json(ByteString text) {
    try {
      return JSON.readTree(text.isEmpty() ? "null" : text.toStringUtf8());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored JSON value is none: " + e.getOriginalMessage(), e);
    }
  }
}
