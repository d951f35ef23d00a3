package dev.aerie.server.rest;

import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.DescribeDatabaseResponse;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.MilvusServiceGrpc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Databases. */
@ApplicationScoped
class DatabaseRoutes implements Routes {
  private static final Argument NAME = Argument.needed("db_name", "dbName");

  private final Gateway gateway;
  private final Client client;

  DatabaseRoutes(Gateway gateway, Client client) {
    this.gateway = gateway;
    this.client = client;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "databases/list",
        gateway.query(
            MilvusServiceGrpc.getListDatabasesMethod(), ListDatabasesResponse::getDbNamesList),
        "databases/describe",
        gateway.query(
            MilvusServiceGrpc.getDescribeDatabaseMethod(), DatabaseRoutes::description, NAME),
        "databases/drop",
        gateway.command(MilvusServiceGrpc.getDropDatabaseMethod(), NAME),
        "databases/create",
        this::create,
        "databases/alter",
        this::alter,
        "databases/drop_properties",
        gateway.command(
            MilvusServiceGrpc.getAlterDatabaseMethod(),
            NAME,
            Argument.needed("delete_keys", "propertyKeys")));
  }

  private Answer create(Body body) {
    client.call(
        MilvusServiceGrpc.getCreateDatabaseMethod(),
        CreateDatabaseRequest.newBuilder()
            .setDbName(body.text("dbName"))
            .addAllProperties(properties(body))
            .build());
    return Answer.done();
  }

  private Answer alter(Body body) {
    client.call(
        MilvusServiceGrpc.getAlterDatabaseMethod(),
        AlterDatabaseRequest.newBuilder()
            .setDbName(body.text("dbName"))
            .addAllProperties(properties(body))
            .build());
    return Answer.done();
  }

  private static List<KeyValuePair> properties(Body body) {
    return Pairs.of(body.object("properties").asMap());
  }

  private static Map<String, Object> description(DescribeDatabaseResponse database) {
    return Map.of(
        "dbName", database.getDbName(),
        "dbID", database.getDbID(),
        "properties", Pairs.toMap(database.getPropertiesList()));
  }
}
