package dev.aerie.server.search;

import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.QueryRequest;
import dev.aerie.engine.query.QueryResult;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.server.codec.OutputFields;
import dev.aerie.server.definition.Databases;
import dev.aerie.server.wire.Call;
import dev.aerie.server.wire.Calls;
import dev.aerie.server.wire.Statuses;
import io.milvus.grpc.QueryResults;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Queries for rows by condition. */
@ApplicationScoped
public class QueryCalls implements Calls {
  /** Most rows that a query with a limit reaches, those left out at the beginning included. */
  private static final long MOST_ROWS = 16_384;

  private final Engine engine;
  private final SlowLog slowLog;

  QueryCalls(Engine engine, SlowLog slowLog) {
    this.engine = engine;
    this.slowLog = slowLog;
  }

  @Override
  public List<Call<?, ?>> calls() {
    return List.of(Call.read("Query", this::query));
  }

  private QueryResults query(io.milvus.grpc.QueryRequest wire) {
    Collection collection =
        engine.definitions().collection(Databases.of(wire.getDbName()), wire.getCollectionName());
    CollectionSchema schema = collection.schema();
    List<String> asked = withPrimaryKey(schema, wire.getOutputFieldsList());
    SearchParams params = SearchParams.of(wire.getQueryParamsList());
    long limit = params.number("limit", QueryRequest.ALL);
    long offset = params.number("offset", 0);
    if (!asked.contains(QueryRequest.COUNT)) {
      requireBound(wire.getExpr(), limit, offset);
    }
    long start = System.nanoTime();
    QueryResult found =
        engine.query(
            new QueryRequest(
                Databases.of(wire.getDbName()),
                wire.getCollectionName(),
                List.copyOf(wire.getPartitionNamesList()),
                Filters.parse(wire.getExpr(), collection, wire.getExprTemplateValuesMap()),
                OutputFields.columns(schema, asked),
                limit,
                offset,
                Consistencies.of(wire, collection)));
    slowLog.offer("query", collection.name(), wire.getExpr(), start, found.plan());
    return QueryResults.newBuilder()
        .setStatus(Statuses.ok())
        .setCollectionName(collection.name())
        .addAllFieldsData(OutputFields.write(schema, found.rows()))
        .addAllOutputFields(OutputFields.names(schema, asked))
        .setPrimaryFieldName(schema.primaryKey().name())
        .setSessionTs(engine.timestamp())
        .build();
  }

  /** A whole collection is no answer to one call; there are iterators for it. */
  private static void requireBound(String filter, long limit, long offset) {
    if (limit == QueryRequest.ALL) {
      if (filter.isBlank()) {
        throw refused("empty expression should be used with limit");
      }
    } else if (limit > MOST_ROWS || offset > MOST_ROWS - limit) {
      throw refused(
          "invalid max query result window, (offset+limit) should be in range [1, %d], but got %s"
              .formatted(MOST_ROWS, BigInteger.valueOf(limit).add(BigInteger.valueOf(offset))));
    }
  }

  private static EngineException refused(String why) {
    return new EngineException(ErrorCode.INVALID_ARGUMENT, why);
  }

  /** Clients expect the primary key in every answer but that of a count. */
  private static List<String> withPrimaryKey(CollectionSchema schema, List<String> asked) {
    if (asked.contains(QueryRequest.COUNT)) {
      return List.of(QueryRequest.COUNT);
    }
    List<String> fields = new ArrayList<>(asked);
    if (!fields.contains(schema.primaryKey().name())) {
      fields.addFirst(schema.primaryKey().name());
    }
    return fields;
  }
}
