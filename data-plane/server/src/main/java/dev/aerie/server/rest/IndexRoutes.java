package dev.aerie.server.rest;

import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.MilvusServiceGrpc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Indexes on fields. */
@ApplicationScoped
class IndexRoutes implements Routes {
  private final Gateway gateway;
  private final Indexes indexes;

  IndexRoutes(Gateway gateway, Indexes indexes) {
    this.gateway = gateway;
    this.indexes = indexes;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "indexes/create",
        this::create,
        "indexes/list",
        body -> Answer.of(indexes.all(body).stream().map(IndexDescription::getIndexName).toList()),
        "indexes/describe",
        this::describe,
        "indexes/drop",
        gateway.command(
            MilvusServiceGrpc.getDropIndexMethod(),
            Argument.COLLECTION,
            Argument.needed("index_name", "indexName")),
        "indexes/alter_properties",
        this::alter,
        "indexes/drop_properties",
        gateway.command(
            MilvusServiceGrpc.getAlterIndexMethod(),
            Argument.COLLECTION,
            Argument.needed("index_name", "indexName"),
            Argument.needed("delete_keys", "propertyKeys")));
  }

  private Answer alter(Body body) {
    indexes.alter(body, body.text("indexName"), body.object("properties").asMap());
    return Answer.done();
  }

  private Answer create(Body body) {
    if (!body.has("indexParams")) {
      throw Body.missing("indexParams");
    }
    indexes.create(body);
    return Answer.done();
  }

  private Answer describe(Body body) {
    return Answer.of(
        indexes.named(body, body.text("indexName")).stream()
            .map(IndexRoutes::description)
            .toList());
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
