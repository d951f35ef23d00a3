package dev.aerie.server.rest;

import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.AlterIndexRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.MilvusServiceGrpc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The indexes of the collection that a body names. */
@ApplicationScoped
public class Indexes {
  private final Client client;

  Indexes(Client client) {
    this.client = client;
  }

  /** Makes the indexes that the body lists in {@code indexParams}. */
  void create(Body body) {
    for (Body index : body.objects("indexParams")) {
      Map<String, String> params = new LinkedHashMap<>(index.object("params").asMap());
      params.putIfAbsent("index_type", index.text("indexType", "AUTOINDEX"));
      if (index.has("metricType")) {
        params.put("metric_type", index.text("metricType"));
      }
      create(body, index.text("fieldName"), index.text("indexName", ""), params);
    }
  }

  /** Makes one index. */
  void create(Body body, String field, String name, Map<String, String> params) {
    client.call(
        MilvusServiceGrpc.getCreateIndexMethod(),
        CreateIndexRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .setFieldName(field)
            .setIndexName(name)
            .addAllExtraParams(Pairs.of(params))
            .build());
  }

  /** Sets properties of an index. */
  void alter(Body body, String name, Map<String, String> properties) {
    client.call(
        MilvusServiceGrpc.getAlterIndexMethod(),
        AlterIndexRequest.newBuilder()
            .setDbName(body.database())
            .setCollectionName(body.collection())
            .setIndexName(name)
            .addAllExtraParams(Pairs.of(properties))
            .build());
  }

  /** All indexes, perhaps none. */
  List<IndexDescription> all(Body body) {
    try {
      return named(body, "");
    } catch (Refusal refusal) {
      if (refusal.status().getCode() == ErrorCode.INDEX_NOT_FOUND.milvusCode()) {
        return List.of();
      }
      throw refusal;
    }
  }

  /**
   * The indexes of a name, all for an empty one.
   *
   * @throws Refusal when there is none
   */
  List<IndexDescription> named(Body body, String name) {
    return client
        .call(
            MilvusServiceGrpc.getDescribeIndexMethod(),
            DescribeIndexRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .setIndexName(name)
                .build())
        .getIndexDescriptionsList();
  }
}
