package dev.aerie.server.rest;

import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.DropIndexRequest;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.MilvusServiceGrpc;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Indexes on fields. */
@Path("/v2/vectordb/indexes")
@RunOnVirtualThread
public class IndexResource {
  private final Client client;
  private final Indexes indexes;

  IndexResource(Client client, Indexes indexes) {
    this.client = client;
    this.indexes = indexes;
  }

  @POST
  @Path("create")
  public Answer create(String text) {
    Body body = Body.of(text);
    if (!body.has("indexParams")) {
      throw Body.missing("indexParams");
    }
    indexes.create(body);
    return Answer.done();
  }

  @POST
  @Path("list")
  public Answer list(String text) {
    return Answer.of(
        indexes.all(Body.of(text)).stream().map(IndexDescription::getIndexName).toList());
  }

  @POST
  @Path("describe")
  public Answer describe(String text) {
    Body body = Body.of(text);
    return Answer.of(
        indexes.named(body, body.text("indexName")).stream()
            .map(IndexResource::description)
            .toList());
  }

  @POST
  @Path("drop")
  public Answer drop(String text) {
    Body body = Body.of(text);
    client.call(
        MilvusServiceGrpc.getDropIndexMethod(),
        DropIndexRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .setIndexName(body.text("indexName"))
            .build());
    return Answer.done();
  }

  private static Map<String, Object> description(IndexDescription index) {
    Map<String, String> params = Pairs.toMap(index.getParamsList());
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("indexName", index.getIndexName());
    description.put("fieldName", index.getFieldName());
    description.put("indexType", params.getOrDefault("index_type", ""));
    description.put("metricType", params.getOrDefault("metric_type", ""));
    description.put("indexState", index.getState().name());
    description.put("totalRows", index.getTotalRows());
    description.put("indexedRows", index.getIndexedRows());
    description.put("pendingRows", index.getPendingIndexRows());
    description.put("failReason", index.getIndexStateFailReason());
    return description;
  }
}
