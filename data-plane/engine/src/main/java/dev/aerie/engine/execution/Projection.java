package dev.aerie.engine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.collection.Slice;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.JsonPath;
import dev.aerie.engine.filter.Operand.Step;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.query.Cancellation;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.EmptyColumns;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Picks the output fields of rows that were found. */
final class Projection {
  private static final String EVERYTHING = "*";

  private final CollectionSchema schema;
  private final List<FieldSchema> fields = new ArrayList<>();
  private final Set<String> dynamicKeys = new LinkedHashSet<>();
  private boolean wholeMeta;

  Projection(Collection collection, List<String> outputFields, boolean withPrimaryKey) {
    this.schema = collection.schema();
    Set<String> wanted = new LinkedHashSet<>();
    if (withPrimaryKey) {
      wanted.add(schema.primaryKey().name());
    }
    for (String name : outputFields) {
      if (name.equals(EVERYTHING)) {
        schema.fields().stream()
            .map(FieldSchema::name)
            .filter(field -> schema.functionOf(field).isEmpty())
            .forEach(wanted::add);
        wholeMeta = schema.dynamicField();
      } else {
        wanted.add(name);
      }
    }
    wanted.forEach(this::add);
  }

  private void add(String name) {
    if (schema.functionOf(name).isPresent()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "not allowed to retrieve raw data of field " + name + ", which a function fills");
    }
    Optional<FieldSchema> field = schema.find(name);
    if (field.isPresent()) {
      fields.add(field.get());
    } else if (!schema.dynamicField()) {
      throw new EngineException(ErrorCode.FIELD_NOT_FOUND, "field " + name + " not exist");
    } else if (name.equals(CollectionSchema.META)) {
      wholeMeta = true;
    } else {
      dynamicKeys.add(name);
    }
  }

  /** About what a row takes at least. */
  long rowBytes() {
    return fields.stream().mapToLong(FieldBytes::fixed).sum();
  }

  /**
   * The output fields of the rows, in the order of the references.
   *
   * @throws EngineException {@link ErrorCode#ANSWER_TOO_LARGE}
   */
  RowBatch of(List<Slice> slices, List<RowReference> rows, AnswerBytes bytes) {
    Cancellation cancellation = Cancellation.current();
    bytes.take(rows.size() * rowBytes());
    Map<String, Column> columns = new LinkedHashMap<>();
    for (FieldSchema field : fields) {
      cancellation.looksAt(rows.size());
      take(field, slices, rows, bytes);
      columns.put(
          field.name(),
          field.type().isVector() ? vectors(field, slices, rows) : scalars(field, slices, rows));
    }
    if (wholeMeta || !dynamicKeys.isEmpty()) {
      FieldSchema meta = FieldSchema.builder(CollectionSchema.META, DataType.JSON).build();
      if (wholeMeta) {
        take(meta, slices, rows, bytes);
      }
      Column documents = scalars(meta, slices, rows);
      columns.put(
          CollectionSchema.META, wholeMeta ? documents : reduced((Column.Jsons) documents, bytes));
    }
    return new RowBatch(rows.size(), columns);
  }

  private static void take(
      FieldSchema field, List<Slice> slices, List<RowReference> rows, AnswerBytes bytes) {
    for (RowReference row : rows) {
      bytes.take(FieldBytes.varying(field, slices.get(row.slice()).block(), row.row()));
    }
  }

  private static Column scalars(FieldSchema field, List<Slice> slices, List<RowReference> rows) {
    ColumnBuilder builder = ColumnBuilder.like(EmptyColumns.of(field), rows.size());
    for (RowReference row : rows) {
      Column column = slices.get(row.slice()).block().column(field.name());
      builder.append(column, row.row(), row.row() + 1);
    }
    return builder.build();
  }

  private static Column vectors(FieldSchema field, List<Slice> slices, List<RowReference> rows) {
    ColumnBuilder builder = ColumnBuilder.like(EmptyColumns.of(field), rows.size());
    for (RowReference row : rows) {
      builder.append(
          slices.get(row.slice()).block().vectors(field.name()).gather(new int[] {row.row()}));
    }
    return builder.build();
  }

  /** The documents with the wanted keys only. */
  private Column reduced(Column.Jsons documents, AnswerBytes bytes) {
    byte[][] reduced = new byte[documents.size()][];
    for (int i = 0; i < reduced.length; i++) {
      Map<String, JsonNode> kept = new LinkedHashMap<>();
      byte[] document = documents.values()[i];
      for (String key : dynamicKeys) {
        JsonPath.node(document, List.of(new Step.Key(key))).ifPresent(v -> kept.put(key, v));
      }
      reduced[i] = Json.write(kept);
      bytes.take(reduced[i].length);
    }
    return new Column.Jsons(reduced, documents.nulls());
  }
}
