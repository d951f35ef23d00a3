package dev.aerie.server.rest;

import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.HasCollectionRequest;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.RenameCollectionRequest;
import io.milvus.grpc.ShowCollectionsRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;

/** Collections. */
@Path("/v2/vectordb/collections")
@RunOnVirtualThread
public class CollectionResource {
  private final Client client;
  private final Indexes indexes;

  CollectionResource(Client client, Indexes indexes) {
    this.client = client;
    this.indexes = indexes;
  }

  @POST
  @Path("list")
  public Answer list(String text) {
    Body body = Body.of(text);
    return Answer.of(
        client
            .call(
                MilvusServiceGrpc.getShowCollectionsMethod(),
                ShowCollectionsRequest.newBuilder().setDbName(body.database()).build())
            .getCollectionNamesList());
  }

  @POST
  @Path("has")
  public Answer has(String text) {
    Body body = Body.of(text);
    boolean there =
        client
            .call(
                MilvusServiceGrpc.getHasCollectionMethod(),
                HasCollectionRequest.newBuilder()
                    .setDbName(body.database())
                    .setCollectionName(body.collection())
                    .build())
            .getValue();
    return Answer.of(Map.of("has", there));
  }

  @POST
  @Path("describe")
  public Answer describe(String text) {
    Body body = Body.of(text);
    var found =
        client.call(
            MilvusServiceGrpc.getDescribeCollectionMethod(),
            DescribeCollectionRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .build());
    return Answer.of(CollectionDescription.of(found, indexes.all(body), loadState(body)));
  }

  /** The quick form, with a dimension and no schema, makes the index and loads as well. */
  @POST
  @Path("create")
  public Answer create(String text) {
    Body body = Body.of(text);
    Body params = body.object("params");
    client.call(
        MilvusServiceGrpc.getCreateCollectionMethod(),
        CreateCollectionRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .setSchema(SchemaBody.read(body).toByteString())
            .setShardsNum((int) params.number("shardsNum", 1))
            .setNumPartitions(params.number("partitionsNum", 0))
            .setConsistencyLevel(Consistencies.read(body, params))
            .addAllProperties(Pairs.of(body.object("properties").asMap()))
            .build());
    indexes.create(body);
    boolean quick = !body.has("schema");
    if (quick && !body.has("indexParams")) {
      String field = body.text("vectorFieldName", "vector");
      indexes.create(body, field, field, Map.of("metric_type", body.text("metricType", "COSINE")));
    }
    if (quick || body.has("indexParams")) {
      load(body);
    }
    return Answer.done();
  }

  @POST
  @Path("drop")
  public Answer drop(String text) {
    Body body = Body.of(text);
    client.call(
        MilvusServiceGrpc.getDropCollectionMethod(),
        DropCollectionRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .build());
    return Answer.done();
  }

  @POST
  @Path("rename")
  public Answer rename(String text) {
    Body body = Body.of(text);
    client.call(
        MilvusServiceGrpc.getRenameCollectionMethod(),
        RenameCollectionRequest.newBuilder()
            .setDbName(body.database())
            .setOldName(body.collection())
            .setNewName(body.text("newCollectionName"))
            .build());
    return Answer.done();
  }

  @POST
  @Path("load")
  public Answer load(String text) {
    load(Body.of(text));
    return Answer.done();
  }

  @POST
  @Path("release")
  public Answer release(String text) {
    Body body = Body.of(text);
    client.call(
        MilvusServiceGrpc.getReleaseCollectionMethod(),
        ReleaseCollectionRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .build());
    return Answer.done();
  }

  @POST
  @Path("get_load_state")
  public Answer loadState(String text) {
    return Answer.of(Map.of("loadState", loadState(Body.of(text)), "message", ""));
  }

  @POST
  @Path("get_stats")
  public Answer statistics(String text) {
    Body body = Body.of(text);
    var found =
        client.call(
            MilvusServiceGrpc.getGetCollectionStatisticsMethod(),
            GetCollectionStatisticsRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .build());
    return Answer.of(
        Map.of("rowCount", Long.parseLong(Pairs.toMap(found.getStatsList()).get("row_count"))));
  }

  private void load(Body body) {
    client.call(
        MilvusServiceGrpc.getLoadCollectionMethod(),
        LoadCollectionRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .build());
  }

  private String loadState(Body body) {
    return client
        .call(
            MilvusServiceGrpc.getGetLoadStateMethod(),
            GetLoadStateRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .addAllPartitionNames(body.texts("partitionNames"))
                .build())
        .getState()
        .name();
  }
}
