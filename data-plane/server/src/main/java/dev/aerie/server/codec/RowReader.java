package dev.aerie.server.codec;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import io.milvus.grpc.FieldData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of an insert from the wire. */
public final class RowReader {
  private static final FieldSchema META =
      FieldSchema.builder(CollectionSchema.META, DataType.JSON).build();

  private RowReader() {}

  /**
   * The rows that columns make up.
   *
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} or {@link ErrorCode#FIELD_NOT_FOUND}
   */
  public static RowBatch read(CollectionSchema schema, List<FieldData> fields, int rows) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (FieldData field : fields) {
      String name = field.getIsDynamic() ? CollectionSchema.META : field.getFieldName();
      columns.put(name, FieldReader.read(fieldSchema(schema, name), field, rows));
    }
    return new RowBatch(rows, columns);
  }

  private static FieldSchema fieldSchema(CollectionSchema schema, String name) {
    return name.equals(CollectionSchema.META) && schema.dynamicField() ? META : schema.field(name);
  }
}
