package dev.aerie.engine.parquet;

import dev.aerie.engine.row.SystemColumns;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A collection's fields as a Parquet schema. Fields keep their numbers as field ids, so that a
 * renamed field stays the same to tools that go by id.
 */
final class RowsSchema {
  /** Ids of list elements are their field's and this. */
  private static final int ELEMENT_ID = 1_000_000;

  private static final int TIMESTAMP_ID = 1;
  private static final int META_ID = 2;

  private RowsSchema() {}

  /** The fields to be written: the schema's, the dynamic one, and the engine's own. */
  static List<FieldSchema> fields(CollectionSchema schema) {
    List<FieldSchema> fields = new ArrayList<>(schema.fields());
    if (schema.dynamicField()) {
      fields.add(FieldSchema.builder(CollectionSchema.META, DataType.JSON).build().withId(META_ID));
    }
    fields.add(
        FieldSchema.builder(SystemColumns.TIMESTAMP, DataType.INT64).build().withId(TIMESTAMP_ID));
    return fields;
  }

  static MessageType of(List<FieldSchema> fields) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    fields.forEach(f -> message.addField(field(f)));
    return message.named("rows");
  }

  private static Type field(FieldSchema field) {
    Repetition repetition = field.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    int id = Math.toIntExact(field.id());
    return switch (field.type()) {
      case ARRAY -> list(field.elementType().orElseThrow(), repetition, id, field.name());
      case FLOAT_VECTOR, FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR ->
          list(DataType.FLOAT, repetition, id, field.name());
      case BINARY_VECTOR, SPARSE_FLOAT_VECTOR ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition).id(id).named(field.name());
      default -> scalar(field.type(), repetition, id, field.name());
    };
  }

  private static Type list(DataType element, Repetition repetition, int id, String name) {
    return Types.list(repetition)
        .element(scalar(element, Repetition.REQUIRED, ELEMENT_ID + id, "element"))
        .id(id)
        .named(name);
  }

  private static Type scalar(DataType type, Repetition repetition, int id, String name) {
    return switch (type) {
      case BOOL -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).id(id).named(name);
      case INT8 -> integer(8, repetition, id, name);
      case INT16 -> integer(16, repetition, id, name);
      case INT32 -> integer(32, repetition, id, name);
      case INT64 -> Types.primitive(PrimitiveTypeName.INT64, repetition).id(id).named(name);
      case FLOAT -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).id(id).named(name);
      case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).id(id).named(name);
      case VARCHAR -> binary(LogicalTypeAnnotation.stringType(), repetition, id, name);
      case JSON -> binary(LogicalTypeAnnotation.jsonType(), repetition, id, name);
      default -> throw new IllegalArgumentException("type " + type + " cannot be stored");
    };
  }

  private static Type integer(int bits, Repetition repetition, int id, String name) {
    return Types.primitive(PrimitiveTypeName.INT32, repetition)
        .as(LogicalTypeAnnotation.intType(bits, true))
        .id(id)
        .named(name);
  }

  private static Type binary(
      LogicalTypeAnnotation meaning, Repetition repetition, int id, String name) {
    return Types.primitive(PrimitiveTypeName.BINARY, repetition).as(meaning).id(id).named(name);
  }
}
