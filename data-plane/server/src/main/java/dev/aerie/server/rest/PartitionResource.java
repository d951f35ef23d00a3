package dev.aerie.server.rest;

import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DropPartitionRequest;
import io.milvus.grpc.HasPartitionRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.ShowPartitionsRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;

/** Partitions of collections. */
@Path("/v2/vectordb/partitions")
@RunOnVirtualThread
public class PartitionResource {
  private final Client client;

  PartitionResource(Client client) {
    this.client = client;
  }

  @POST
  @Path("list")
  public Answer list(String text) {
    Body body = Body.of(text);
    return Answer.of(
        client
            .call(
                MilvusServiceGrpc.getShowPartitionsMethod(),
                ShowPartitionsRequest.newBuilder()
                    .setDbName(body.database())
                    .setCollectionName(body.collection())
                    .build())
            .getPartitionNamesList());
  }

  @POST
  @Path("has")
  public Answer has(String text) {
    Body body = Body.of(text);
    boolean there =
        client
            .call(
                MilvusServiceGrpc.getHasPartitionMethod(),
                HasPartitionRequest.newBuilder()
                    .setDbName(body.database())
                    .setCollectionName(body.collection())
                    .setPartitionName(body.text("partitionName"))
                    .build())
            .getValue();
    return Answer.of(Map.of("has", there));
  }

  @POST
  @Path("create")
  public Answer create(String text) {
    Body body = Body.of(text);
    client.call(
        MilvusServiceGrpc.getCreatePartitionMethod(),
        CreatePartitionRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .setPartitionName(body.text("partitionName"))
            .build());
    return Answer.done();
  }

  @POST
  @Path("drop")
  public Answer drop(String text) {
    Body body = Body.of(text);
    client.call(
        MilvusServiceGrpc.getDropPartitionMethod(),
        DropPartitionRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .setPartitionName(body.text("partitionName"))
            .build());
    return Answer.done();
  }
}
