package dev.aerie.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** Reading rows by key or condition. */
@Path("/v2/vectordb/entities")
@RunOnVirtualThread
public class QueryResource {
  private static final int DEFAULT_LIMIT = 100;
  private static final String COUNT = "count(*)";

  private final Client client;

  QueryResource(Client client) {
    this.client = client;
  }

  @POST
  @Path("get")
  public Answer get(String text) {
    Body body = Body.of(text);
    if (!body.has("id")) {
      throw Body.missing("id");
    }
    List<JsonNode> keys = body.list("id");
    return rows(body, KeyFilter.of(client.schema(body), keys), keys.size());
  }

  @POST
  @Path("query")
  public Answer query(String text) {
    Body body = Body.of(text);
    boolean count = body.texts("outputFields").contains(COUNT);
    return rows(body, body.text("filter", ""), body.number("limit", count ? -1 : DEFAULT_LIMIT));
  }

  private Answer rows(Body body, String filter, long limit) {
    List<String> fields = body.has("outputFields") ? body.texts("outputFields") : List.of("*");
    QueryRequest.Builder request =
        QueryRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .addAllPartitionNames(body.texts("partitionNames"))
            .setExpr(filter)
            .addAllOutputFields(fields)
            .addQueryParams(Pairs.pair("offset", Long.toString(body.number("offset", 0))))
            .setGuaranteeTimestamp(Consistencies.guarantee(body));
    if (limit >= 0) {
      request.addQueryParams(Pairs.pair("limit", Long.toString(limit)));
    }
    QueryResults found = client.call(MilvusServiceGrpc.getQueryMethod(), request.build());
    RowDecoder decoder = new RowDecoder(client.allowsInt64(), fields);
    return Answer.of(decoder.rows(found.getFieldsDataList()));
  }
}
