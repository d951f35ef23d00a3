package dev.aerie.server.rest;

import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.UpsertRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;

/** Writing rows. */
@Path("/v2/vectordb/entities")
@RunOnVirtualThread
public class EntityResource {
  private final Client client;

  EntityResource(Client client) {
    this.client = client;
  }

  @POST
  @Path("insert")
  public Answer insert(String text) {
    Body body = Body.of(text);
    MutationResult result =
        client.call(
            MilvusServiceGrpc.getInsertMethod(),
            InsertRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .setPartitionName(body.text("partitionName", ""))
                .setNumRows(body.list("data").size())
                .addAllFieldsData(RowEncoder.columns(client.schema(body), body.list("data")))
                .build());
    return Answer.of(Map.of("insertCount", result.getInsertCnt(), "insertIds", ids(result)));
  }

  @POST
  @Path("upsert")
  public Answer upsert(String text) {
    Body body = Body.of(text);
    MutationResult result =
        client.call(
            MilvusServiceGrpc.getUpsertMethod(),
            UpsertRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .setPartitionName(body.text("partitionName", ""))
                .setNumRows(body.list("data").size())
                .addAllFieldsData(RowEncoder.columns(client.schema(body), body.list("data")))
                .build());
    return Answer.of(Map.of("upsertCount", result.getUpsertCnt(), "upsertIds", ids(result)));
  }

  @POST
  @Path("delete")
  public Answer delete(String text) {
    Body body = Body.of(text);
    String filter =
        body.has("id") ? KeyFilter.of(client.schema(body), body.list("id")) : body.text("filter");
    MutationResult result =
        client.call(
            MilvusServiceGrpc.getDeleteMethod(),
            DeleteRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .setPartitionName(body.text("partitionName", ""))
                .setExpr(filter)
                .build());
    return Answer.of(Map.of("deleteCount", result.getDeleteCnt()));
  }

  private List<Object> ids(MutationResult result) {
    return new RowDecoder(client.allowsInt64(), List.of()).ids(result.getIDs());
  }
}
