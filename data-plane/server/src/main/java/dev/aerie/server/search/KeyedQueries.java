package dev.aerie.server.search;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.ColumnValues;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.vector.QueryVector;
import dev.aerie.engine.vector.TermWeighting;
import dev.aerie.server.definition.Databases;
import io.milvus.grpc.IDs;
import io.milvus.grpc.SearchRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Queries that are rows of the collection: their vectors are looked up by primary key. */
final class KeyedQueries {
  private KeyedQueries() {}

  /**
   * The vectors that rows have in a field, in the order of the request's keys.
   *
   * @param field to be searched; empty if the collection has one vector field only
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when a key has no row, is there
   *     twice, or is of another type than the collection's, and for a field that a function fills
   */
  static List<QueryVector> vectors(
      Engine engine, SearchRequest wire, Collection collection, String field) {
    CollectionSchema schema = collection.schema();
    FieldSchema searched = field.isEmpty() ? schema.vectorFields().getFirst() : schema.field(field);
    if (!searched.type().isVector()) {
      throw refused("field '" + searched.name() + "' is no vector field");
    }
    if (schema.functionOf(searched.name()).isPresent()) {
      throw refused(
          "field '%s' is filled by a function; search it by texts".formatted(searched.name()));
    }
    List<?> keys = keys(wire.getIds(), schema.primaryKey());
    RowBatch rows =
        engine
            .query(
                new QueryRequest(
                    Databases.of(wire.getDbName()),
                    wire.getCollectionName(),
                    List.copyOf(wire.getPartitionNamesList()),
                    Optional.of(Filter.In.of(schema.primaryKey().name(), keys)),
                    List.of(schema.primaryKey().name(), searched.name()),
                    QueryRequest.ALL,
                    0,
                    Consistencies.of(wire, collection)))
            .rows();
    Map<Object, Integer> places = places(rows.column(schema.primaryKey().name()));
    Set<Object> missing = new TreeSet<>(keys);
    missing.removeAll(places.keySet());
    if (!missing.isEmpty()) {
      throw refused("some of the provided primary key IDs do not exist: missing IDs = " + missing);
    }
    Column vectors = rows.column(searched.name());
    return keys.stream().map(places::get).map(row -> vector(vectors, row)).toList();
  }

  private static List<?> keys(IDs wire, FieldSchema key) {
    boolean numbers = key.type() == DataType.INT64;
    if (numbers != wire.hasIntId()) {
      throw refused(
          "primary key is %s, but IDs type mismatch".formatted(numbers ? "int64" : "varchar"));
    }
    List<?> keys = numbers ? wire.getIntId().getDataList() : wire.getStrId().getDataList();
    if (keys.stream().distinct().count() < keys.size()) {
      throw refused("duplicate IDs found in search request");
    }
    return keys;
  }

  private static Map<Object, Integer> places(Column keys) {
    Map<Object, Integer> places = new HashMap<>();
    for (int row = 0; row < keys.size(); row++) {
      places.put(ColumnValues.value(keys, row), row);
    }
    return places;
  }

  private static QueryVector vector(Column vectors, int row) {
    return switch (vectors) {
      case Column.FloatVectors v ->
          new QueryVector.Dense(
              Arrays.copyOfRange(v.values(), row * v.dimension(), (row + 1) * v.dimension()));
      case Column.BinaryVectors v -> {
        int bytes = v.dimension() / Byte.SIZE;
        yield new QueryVector.Binary(
            Arrays.copyOfRange(v.values(), row * bytes, (row + 1) * bytes));
      }
      case Column.SparseVectors v -> {
        int from = v.offsets()[row];
        int to = v.offsets()[row + 1];
        yield new QueryVector.Sparse(
            Arrays.copyOfRange(v.indices(), from, to),
            Arrays.copyOfRange(v.weights(), from, to),
            TermWeighting.PRODUCT);
      }
      default -> throw new IllegalArgumentException("no vectors: " + vectors);
    };
  }

  private static EngineException refused(String why) {
    return new EngineException(ErrorCode.INVALID_ARGUMENT, why);
  }
}
