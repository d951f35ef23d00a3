package dev.aerie.server.rest;

import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.DescribeAliasRequest;
import io.milvus.grpc.DescribeAliasResponse;
import io.milvus.grpc.DropAliasRequest;
import io.milvus.grpc.ListAliasesRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;

/** Other names of collections. */
@Path("/v2/vectordb/aliases")
@RunOnVirtualThread
public class AliasResource {
  private final Client client;

  AliasResource(Client client) {
    this.client = client;
  }

  @POST
  @Path("list")
  public Answer list(String text) {
    Body body = Body.of(text);
    return Answer.of(
        client
            .call(
                MilvusServiceGrpc.getListAliasesMethod(),
                ListAliasesRequest.newBuilder()
                    .setDbName(body.database())
                    .setCollectionName(body.text("collectionName", ""))
                    .build())
            .getAliasesList());
  }

  @POST
  @Path("create")
  public Answer create(String text) {
    Body body = Body.of(text);
    client.call(
        MilvusServiceGrpc.getCreateAliasMethod(),
        CreateAliasRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .setAlias(body.text("aliasName"))
            .build());
    return Answer.done();
  }

  @POST
  @Path("alter")
  public Answer alter(String text) {
    Body body = Body.of(text);
    client.call(
        MilvusServiceGrpc.getAlterAliasMethod(),
        AlterAliasRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .setAlias(body.text("aliasName"))
            .build());
    return Answer.done();
  }

  @POST
  @Path("drop")
  public Answer drop(String text) {
    Body body = Body.of(text);
    client.call(
        MilvusServiceGrpc.getDropAliasMethod(),
        DropAliasRequest.newBuilder()
            .setDbName(body.database())
            .setAlias(body.text("aliasName"))
            .build());
    return Answer.done();
  }

  @POST
  @Path("describe")
  public Answer describe(String text) {
    Body body = Body.of(text);
    DescribeAliasResponse alias =
        client.call(
            MilvusServiceGrpc.getDescribeAliasMethod(),
            DescribeAliasRequest.newBuilder()
                .setDbName(body.database())
                .setAlias(body.text("aliasName"))
                .build());
    return Answer.of(
        Map.of(
            "dbName", alias.getDbName(),
            "collectionName", alias.getCollection(),
            "aliasName", alias.getAlias()));
  }
}
