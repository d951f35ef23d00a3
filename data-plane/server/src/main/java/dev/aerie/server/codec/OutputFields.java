package dev.aerie.server.codec;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import io.milvus.grpc.FieldData;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which columns an answer carries. */
public final class OutputFields {
  private static final String ALL = "*";

  private OutputFields() {}

  /**
   * Columns to read for the fields a client asks for; keys of the dynamic field stand in its
   * column.
   *
   * @throws EngineException {@link ErrorCode#FIELD_NOT_FOUND}
   */
  public static List<String> columns(CollectionSchema schema, List<String> asked) {
    Set<String> columns = new LinkedHashSet<>();
    for (String name : asked) {
      if (name.equals(ALL)) {
        columns.addAll(stored(schema));
        if (schema.dynamicField()) {
          columns.add(CollectionSchema.META);
        }
      } else if (name.equals(QueryRequest.COUNT) || schema.find(name).isPresent()) {
        columns.add(name);
      } else if (schema.dynamicField()) {
        columns.add(CollectionSchema.META);
      } else {
        columns.add(schema.field(name).name());
      }
    }
    return List.copyOf(columns);
  }

  /** Names that the answer says it carries: every field for {@code *}, else what was asked for. */
  public static List<String> names(CollectionSchema schema, List<String> asked) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : asked) {
      if (name.equals(ALL)) {
        names.addAll(stored(schema));
        if (schema.dynamicField()) {
          names.add(CollectionSchema.META);
        }
      } else {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /** All fields but those that functions fill, which are not given out. */
  private static List<String> stored(CollectionSchema schema) {
    return schema.fields().stream()
        .map(FieldSchema::name)
        .filter(name -> schema.functionOf(name).isEmpty())
        .toList();
  }

  /** The columns of an answer for the wire. */
  public static List<FieldData> write(CollectionSchema schema, RowBatch rows) {
    return rows.columns().entrySet().stream()
        .map(
            entry ->
                FieldWriter.write(entry.getKey(), schema.find(entry.getKey()), entry.getValue()))
        .toList();
  }
}
