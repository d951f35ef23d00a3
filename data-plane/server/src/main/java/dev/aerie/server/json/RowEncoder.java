package dev.aerie.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.ScalarField;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** JSON rows as the columns of a write. */
public final class RowEncoder {
  private final CollectionSchema schema;
  private final List<JsonNode> rows;
  private final long firstRow;

  private RowEncoder(CollectionSchema schema, List<JsonNode> rows, long firstRow) {
    this.schema = schema;
    this.rows = rows;
    this.firstRow = firstRow;
  }

  /**
   * The columns of rows.
   *
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} naming row and field of a value that
   *     does not fit, {@link ErrorCode#FIELD_NOT_FOUND} for a field that the schema lacks
   */
  public static List<FieldData> columns(CollectionSchema schema, List<JsonNode> rows) {
    return columns(schema, rows, 0);
  }

  /**
   * The columns of rows from the midst of many; errors as above.
   *
   * @param firstRow what messages call the first of them
   */
  public static List<FieldData> columns(
      CollectionSchema schema, List<JsonNode> rows, long firstRow) {
    return new RowEncoder(schema, rows, firstRow).columns();
  }

  private List<FieldData> columns() {
    List<FieldData> columns = new ArrayList<>();
    for (FieldSchema field : schema.getFieldsList()) {
      if (field.getIsFunctionOutput()) {
        requireAbsent(field);
        continue;
      }
      boolean given = rows.stream().anyMatch(row -> row.hasNonNull(field.getName()));
      if (given || !field.getAutoID()) {
        columns.add(column(field));
      }
    }
    ByteString[] dynamic = dynamic();
    if (schema.getEnableDynamicField()) {
      columns.add(
          FieldData.newBuilder()
              .setType(DataType.JSON)
              .setIsDynamic(true)
              .setScalars(
                  ScalarField.newBuilder()
                      .setJsonData(JSONArray.newBuilder().addAllData(List.of(dynamic))))
              .build());
    }
    return columns;
  }

  private void requireAbsent(FieldSchema field) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row).hasNonNull(field.getName())) {
        throw new EngineException(
            ErrorCode.INVALID_VALUE,
            "row %d, field '%s': is filled by a function; leave it out"
                .formatted(firstRow + row, field.getName()));
      }
    }
  }

  private FieldData column(FieldSchema field) {
    boolean mayBeAbsent = field.getNullable() || field.hasDefaultValue();
    ColumnEncoder column = new ColumnEncoder(field);
    for (int row = 0; row < rows.size(); row++) {
      JsonNode value = rows.get(row).path(field.getName());
      // a document that cannot be absent may be the null of JSON
      boolean absent =
          value.isMissingNode()
              || (value.isNull() && (mayBeAbsent || field.getDataType() != DataType.JSON));
      if (!absent) {
        column.add(firstRow + row, value);
      } else if (mayBeAbsent) {
        column.addAbsent();
      } else {
        throw new EngineException(
            ErrorCode.INVALID_VALUE,
            "row %d has no value for field '%s'".formatted(firstRow + row, field.getName()));
      }
    }
    return column.build(mayBeAbsent);
  }

  private ByteString[] dynamic() {
    Set<String> known =
        schema.getFieldsList().stream().map(FieldSchema::getName).collect(Collectors.toSet());
    ByteString[] values = new ByteString[rows.size()];
    for (int row = 0; row < values.length; row++) {
      ObjectNode rest = JsonNodeFactory.instance.objectNode();
      rows.get(row).properties().stream()
          .filter(entry -> !known.contains(entry.getKey()))
          .forEach(entry -> rest.set(entry.getKey(), entry.getValue()));
      if (!rest.isEmpty() && !schema.getEnableDynamicField()) {
        throw new EngineException(
            ErrorCode.FIELD_NOT_FOUND,
            "row %d: the collection has no field '%s' and no dynamic fields"
                .formatted(firstRow + row, rest.fieldNames().next()));
      }
      values[row] = ByteString.copyFromUtf8(rest.toString());
    }
    return values;
  }
}
