package dev.aerie.server.rest;

import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Reading rows by key or condition. */
@ApplicationScoped
class QueryRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 100;
  private static final long ALL = -1;
  private static final String COUNT = "count(*)";

  private final Client client;

  QueryRoutes(Client client) {
    this.client = client;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of("entities/get", this::get, "entities/query", this::query);
  }

  private Answer get(Body body) {
    if (!body.has("id")) {
      throw Body.missing("id");
    }
    return rows(body, KeyFilter.of(client.schema(body), body.list("id")), ALL);
  }

  private Answer query(Body body) {
    boolean count = body.texts("outputFields").contains(COUNT);
    return rows(body, body.text("filter", ""), body.number("limit", count ? ALL : DEFAULT_LIMIT));
  }

  private Answer rows(Body body, String filter, long limit) {
    List<String> fields = body.has("outputFields") ? body.texts("outputFields") : List.of("*");
    QueryRequest.Builder request =
        QueryRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .addAllPartitionNames(body.texts("partitionNames"))
            .setExpr(filter)
            .putAllExprTemplateValues(ExprParams.of(body))
            .addAllOutputFields(fields)
            .addQueryParams(Pairs.pair("offset", Long.toString(body.number("offset", 0))))
            .setUseDefaultConsistency(Consistencies.isLeftToTheCollection(body))
            .setGuaranteeTimestamp(Consistencies.guarantee(body));
    if (limit >= 0) {
      request.addQueryParams(Pairs.pair("limit", Long.toString(limit)));
    }
    QueryResults found = client.call(MilvusServiceGrpc.getQueryMethod(), request.build());
    RowDecoder decoder = new RowDecoder(client.allowsInt64(), fields);
    return Answer.of(decoder.rows(found.getFieldsDataList()));
  }
}
