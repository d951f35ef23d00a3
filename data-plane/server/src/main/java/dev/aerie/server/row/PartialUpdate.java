package dev.aerie.server.row;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.ColumnValues;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.Defaults;
import dev.aerie.engine.row.EmptyColumns;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rows of an upsert that has values of some fields only, made whole: a row that is there keeps its
 * other values and keys of the dynamic field, a new one gets defaults. Rows are read and then
 * written, as in Milvus: of two such upserts of one row at once, one may undo the other.
 *
 * @param rows what was given, with the primary key
 * @param places where each row is among {@code stored}; -1 for a new one
 * @param stored the rows that are there
 * @param arrays those that are no replacements
 */
record PartialUpdate(
    CollectionSchema schema, RowBatch rows, int[] places, RowBatch stored, ArrayChanges arrays) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

  /**
   * The rows with every field.
   *
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} for a new row that lacks a field which
   *     has to be given, {@link ErrorCode#COLLECTION_NOT_LOADED}, {@link
   *     ErrorCode#PARTITION_NOT_LOADED} when a row may be in a partition that is not
   */
  static RowBatch complete(
      Engine engine, String database, Collection collection, RowBatch rows, ArrayChanges arrays) {
    CollectionSchema schema = collection.schema();
    FieldSchema key = schema.primaryKey();
    Column keys = rows.column(key.name());
    List<Object> wanted =
        IntStream.range(0, rows.rows()).mapToObj(row -> ColumnValues.value(keys, row)).toList();
    RowBatch stored = stored(engine, database, collection, wanted);
    Map<Object, Integer> found = new HashMap<>();
    for (int row = 0; row < stored.rows(); row++) {
      found.put(ColumnValues.value(stored.column(key.name()), row), row);
    }
    int[] places = wanted.stream().mapToInt(value -> found.getOrDefault(value, -1)).toArray();
    if (IntStream.of(places).anyMatch(place -> place < 0)) {
      requireAllRead(engine, database, collection);
    }
    return new PartialUpdate(schema, rows, places, stored, arrays).merge();
  }

  /** The rows that are there, of the partitions that the definition tells as loaded. */
  private static RowBatch stored(
      Engine engine, String database, Collection collection, List<Object> keys) {
    return engine
        .query(
            new QueryRequest(
                database,
                collection.name(),
                collection.partitions().stream()
                    .filter(PartialUpdate::isLoaded)
                    .map(Partition::name)
                    .toList(),
                Optional.of(Filter.In.of(collection.schema().primaryKey().name(), keys)),
                List.of("*"),
                QueryRequest.ALL,
                0,
                Consistency.STRONG))
        .rows();
  }

  /** A row that is not found may be there, unseen: what it has beside the given would be lost. */
  private static void requireAllRead(Engine engine, String database, Collection collection) {
    collection.partitions().stream()
        .filter(partition -> !isLoaded(partition))
        .map(Partition::name)
        .filter(name -> engine.rowCount(database, collection.name(), List.of(name)) > 0)
        .findFirst()
        .ifPresent(
            name -> {
              throw new EngineException(
                  ErrorCode.PARTITION_NOT_LOADED,
                  "rows of this partial upsert are not in the loaded partitions, and may be in '%s'; load it first"
                      .formatted(name));
            });
  }

  private static boolean isLoaded(Partition partition) {
    return partition.loadState() == LoadState.LOADED;
  }

  private RowBatch merge() {
    Map<String, Column> columns = new LinkedHashMap<>(rows.columns());
    arrays
        .operations()
        .keySet()
        .forEach(
            name ->
                columns.put(
                    name, arrays.apply(name, rows.column(name), stored.column(name), places)));
    for (FieldSchema field : schema.fields()) {
      if (schema.functionOf(field.name()).isEmpty()) {
        columns.computeIfAbsent(field.name(), _ -> kept(field));
      }
    }
    if (schema.dynamicField()) {
      columns.compute(CollectionSchema.META, (_, given) -> keys((Column.Jsons) given));
    }
    return new RowBatch(rows.rows(), columns);
  }

  private Column kept(FieldSchema field) {
    boolean mayBeAbsent = field.nullable() || field.defaultValue().isPresent();
    Column source = stored.column(field.name());
    ColumnBuilder builder = ColumnBuilder.like(EmptyColumns.of(field), places.length);
    for (int row = 0; row < places.length; row++) {
      if (places[row] >= 0) {
        builder.append(source, places[row], places[row] + 1);
      } else if (mayBeAbsent) {
        builder.append(Defaults.column(field, 1));
      } else {
        throw new EngineException(
            ErrorCode.INVALID_VALUE,
            "field '%s': row %d is not in the collection yet, so it needs a value"
                .formatted(field.name(), row));
      }
    }
    return builder.build();
  }

  /** The dynamic field: keys that are there, and over them those given. */
  private Column keys(Column.Jsons given) {
    Column.Jsons before = (Column.Jsons) stored.column(CollectionSchema.META);
    byte[][] documents = new byte[places.length][];
    for (int row = 0; row < documents.length; row++) {
      Optional<byte[]> old =
          places[row] < 0 || before.nulls().get(places[row])
              ? Optional.empty()
              : Optional.of(before.values()[places[row]]);
      Optional<byte[]> changed =
          given == null || given.nulls().get(row)
              ? Optional.empty()
              : Optional.of(given.values()[row]);
      documents[row] =
          changed
              .map(values -> old.map(o -> merged(o, values)).orElse(values))
              .or(() -> old)
              .orElseGet(() -> "{}".getBytes(StandardCharsets.UTF_8));
    }
    return new Column.Jsons(documents, Column.none());
  }

  private static byte[] merged(byte[] old, byte[] changed) {
    try {
      JsonNode base = JSON.readTree(old);
      JsonNode values = JSON.readTree(changed);
      return base instanceof ObjectNode kept && values instanceof ObjectNode over
          ? JSON.writeValueAsBytes(kept.setAll(over))
          : changed;
    } catch (IOException e) {
      throw new EngineException(
          ErrorCode.INVALID_VALUE, "the dynamic field is no JSON: " + e.getMessage(), e);
    }
  }
}
