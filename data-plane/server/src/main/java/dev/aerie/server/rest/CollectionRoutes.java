package dev.aerie.server.rest;

import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.ShowCollectionsResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Collections. */
@ApplicationScoped
class CollectionRoutes implements Routes {
  private final Gateway gateway;
  private final Client client;
  private final Indexes indexes;

  CollectionRoutes(Gateway gateway, Client client, Indexes indexes) {
    this.gateway = gateway;
    this.client = client;
    this.indexes = indexes;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.ofEntries(
        Map.entry(
            "collections/list",
            gateway.query(
                MilvusServiceGrpc.getShowCollectionsMethod(),
                ShowCollectionsResponse::getCollectionNamesList)),
        Map.entry(
            "collections/has",
            gateway.query(
                MilvusServiceGrpc.getHasCollectionMethod(),
                found -> Map.of("has", found.getValue()),
                Argument.COLLECTION)),
        Map.entry("collections/describe", this::describe),
        Map.entry("collections/create", this::create),
        Map.entry(
            "collections/drop",
            gateway.command(MilvusServiceGrpc.getDropCollectionMethod(), Argument.COLLECTION)),
        Map.entry(
            "collections/rename",
            gateway.command(
                MilvusServiceGrpc.getRenameCollectionMethod(),
                Argument.needed("oldName", "collectionName"),
                Argument.needed("newName", "newCollectionName"),
                Argument.optional("newDBName", "newDbName"))),
        Map.entry(
            "collections/load",
            gateway.command(MilvusServiceGrpc.getLoadCollectionMethod(), Argument.COLLECTION)),
        Map.entry(
            "collections/release",
            gateway.command(MilvusServiceGrpc.getReleaseCollectionMethod(), Argument.COLLECTION)),
        Map.entry("collections/alter_properties", this::alter),
        Map.entry(
            "collections/drop_properties",
            gateway.command(
                MilvusServiceGrpc.getAlterCollectionMethod(),
                Argument.COLLECTION,
                Argument.needed("delete_keys", "propertyKeys"))),
        Map.entry(
            "collections/flush",
            gateway.command(
                MilvusServiceGrpc.getFlushMethod(),
                Argument.needed("collection_names", "collectionName"))),
        Map.entry(
            "collections/compact",
            gateway.query(
                MilvusServiceGrpc.getManualCompactionMethod(),
                compaction -> Map.of("compactionID", compaction.getCompactionID()),
                Argument.COLLECTION)),
        Map.entry(
            "collections/get_load_state",
            body -> Answer.of(Map.of("loadState", loadState(body), "message", ""))),
        Map.entry(
            "collections/get_stats",
            gateway.query(
                MilvusServiceGrpc.getGetCollectionStatisticsMethod(),
                found -> Statistics.of(found.getStatsList()),
                Argument.COLLECTION)));
  }

  private Answer describe(Body body) {
    return Answer.of(
        CollectionDescription.of(
            gateway.call(
                MilvusServiceGrpc.getDescribeCollectionMethod(), body, Argument.COLLECTION),
            indexes.all(body),
            loadState(body)));
  }

  /** The quick form, with a dimension and no schema, makes the index and loads as well. */
  private Answer create(Body body) {
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
      gateway.call(MilvusServiceGrpc.getLoadCollectionMethod(), body, Argument.COLLECTION);
    }
    return Answer.done();
  }

  private Answer alter(Body body) {
    client.call(
        MilvusServiceGrpc.getAlterCollectionMethod(),
        AlterCollectionRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .addAllProperties(Pairs.of(body.object("properties").asMap()))
            .build());
    return Answer.done();
  }

  private String loadState(Body body) {
    return gateway
        .call(
            MilvusServiceGrpc.getGetLoadStateMethod(),
            body,
            Argument.COLLECTION,
            Argument.optional("partition_names", "partitionNames"))
        .getState()
        .name();
  }
}
