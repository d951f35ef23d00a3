package dev.aerie.server.rest;

import io.milvus.grpc.DescribeAliasResponse;
import io.milvus.grpc.ListAliasesResponse;
import io.milvus.grpc.MilvusServiceGrpc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Other names of collections. */
@ApplicationScoped
class AliasRoutes implements Routes {
  private static final Argument ALIAS = Argument.needed("alias", "aliasName");

  private final Gateway gateway;

  AliasRoutes(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "aliases/list",
        gateway.query(
            MilvusServiceGrpc.getListAliasesMethod(),
            ListAliasesResponse::getAliasesList,
            Argument.optional("collection_name", "collectionName")),
        "aliases/create",
        gateway.command(MilvusServiceGrpc.getCreateAliasMethod(), Argument.COLLECTION, ALIAS),
        "aliases/alter",
        gateway.command(MilvusServiceGrpc.getAlterAliasMethod(), Argument.COLLECTION, ALIAS),
        "aliases/drop",
        gateway.command(MilvusServiceGrpc.getDropAliasMethod(), ALIAS),
        "aliases/describe",
        gateway.query(MilvusServiceGrpc.getDescribeAliasMethod(), AliasRoutes::description, ALIAS));
  }

  private static Map<String, String> description(DescribeAliasResponse alias) {
    return Map.of(
        "dbName", alias.getDbName(),
        "collectionName", alias.getCollection(),
        "aliasName", alias.getAlias());
  }
}
