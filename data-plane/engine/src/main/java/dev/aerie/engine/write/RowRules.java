package dev.aerie.engine.write;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.Defaults;
import dev.aerie.engine.row.EmptyColumns;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.FunctionSchema;
import dev.aerie.engine.text.MatchFields;
import dev.aerie.engine.text.WordCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Makes the rows a client sent complete, or refuses them all. */
final class RowRules {
  private final CollectionSchema schema;
  private final IntFunction<Column> autoIds;
  private final boolean takesKeys;
  private final long firstRow;
  private final ValueRules values;

  /**
   * @param autoIds gives as many new primary keys as asked for
   * @param takesKeys whether rows may bring such keys themselves
   * @param firstRow what messages call the first row
   */
  RowRules(CollectionSchema schema, IntFunction<Column> autoIds, boolean takesKeys, long firstRow) {
    this.schema = schema;
    this.autoIds = autoIds;
    this.takesKeys = takesKeys;
    this.firstRow = firstRow;
    this.values = new ValueRules(firstRow);
  }

  /**
   * The rows with one checked column for every field of the schema, in its order, and the dynamic
   * one.
   *
   * @throws EngineException {@link ErrorCode#INVALID_VALUE}, {@link ErrorCode#DIMENSION_MISMATCH}
   *     or {@link ErrorCode#FIELD_NOT_FOUND}
   */
  RowBatch complete(RowBatch rows, boolean upsert) {
    refuseUnknown(rows);
    Map<String, Column> columns = new LinkedHashMap<>();
    for (FieldSchema field : schema.fields()) {
      boolean filled = schema.functionOf(field.name()).isPresent();
      if (filled && rows.columns().containsKey(field.name())) {
        throw invalid(field, "is filled by a function; leave it out");
      }
      columns.put(
          field.name(),
          filled ? EmptyColumns.nulls(field, rows.rows()) : complete(field, rows, upsert));
    }
    schema.functions().forEach(function -> fill(function, columns));
    if (schema.dynamicField()) {
      columns.put(CollectionSchema.META, meta(rows));
    }
    return new RowBatch(rows.rows(), columns);
  }

  private void fill(FunctionSchema function, Map<String, Column> columns) {
    FieldSchema input = schema.field(function.inputs().getFirst());
    if (columns.get(input.name()) instanceof Column.Strings texts) {
      columns.put(function.outputs().getFirst(), WordCounts.of(MatchFields.analyzer(input), texts));
    }
  }

  private void refuseUnknown(RowBatch rows) {
    for (String name : rows.columns().keySet()) {
      boolean dynamic = name.equals(CollectionSchema.META) && schema.dynamicField();
      if (!dynamic && schema.find(name).isEmpty()) {
        throw new EngineException(
            ErrorCode.FIELD_NOT_FOUND,
            "field '%s' is not in the schema and the collection has no dynamic field"
                .formatted(name));
      }
    }
  }

  private Column complete(FieldSchema field, RowBatch rows, boolean upsert) {
    Column given = rows.columns().get(field.name());
    if (field.autoId() && !upsert) {
      if (given == null) {
        return autoIds.apply(rows.rows());
      }
      if (!takesKeys) {
        throw invalid(field, "the primary key is given by the server (auto_id); leave it out");
      }
    }
    if (given == null) {
      return absent(field, rows.rows());
    }
    Column filled = given.nulls().isEmpty() ? given : Defaults.fill(field, given);
    if (!filled.nulls().isEmpty() && !field.nullable()) {
      throw invalid(
          field,
          "row %d is null but the field is not nullable"
              .formatted(firstRow + filled.nulls().nextSetBit(0)));
    }
    values.check(field, filled);
    return filled;
  }

  private static Column absent(FieldSchema field, int rows) {
    if (field.defaultValue().isEmpty() && !field.nullable()) {
      throw invalid(field, "is missing in the rows");
    }
    return Defaults.column(field, rows);
  }

  private Column meta(RowBatch rows) {
    Column given = rows.columns().get(CollectionSchema.META);
    if (given == null) {
      byte[][] empty = new byte[rows.rows()][];
      java.util.Arrays.fill(empty, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return new Column.Jsons(empty, Column.none());
    }
    values.check(FieldSchema.builder(CollectionSchema.META, DataType.JSON).build(), given);
    return given;
  }

  static EngineException invalid(FieldSchema field, String what) {
    return new EngineException(ErrorCode.INVALID_VALUE, "field '" + field.name() + "': " + what);
  }
}
