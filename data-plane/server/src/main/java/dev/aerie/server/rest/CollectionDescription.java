package dev.aerie.server.rest;

import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.IndexDescription;
import java.util.List;
import java.util.Map;

/** How a collection is described. */
record CollectionDescription(
    long collectionID,
    String collectionName,
    String description,
    boolean autoId,
    boolean enableDynamicField,
    List<Map<String, Object>> fields,
    List<Map<String, Object>> functions,
    List<Map<String, String>> indexes,
    List<String> aliases,
    String load,
    long partitionsNum,
    int shardsNum,
    String consistencyLevel,
    Map<String, String> properties) {

  static CollectionDescription of(
      DescribeCollectionResponse found, List<IndexDescription> indexes, String loadState) {
    List<FieldSchema> fields = found.getSchema().getFieldsList();
    return new CollectionDescription(
        found.getCollectionID(),
        found.getCollectionName(),
        found.getSchema().getDescription(),
        fields.stream().anyMatch(FieldSchema::getAutoID),
        found.getSchema().getEnableDynamicField(),
        fields.stream().map(SchemaBody::describe).toList(),
        found.getSchema().getFunctionsList().stream().map(FunctionBody::describe).toList(),
        indexes.stream().map(CollectionDescription::index).toList(),
        List.copyOf(found.getAliasesList()),
        loadState,
        found.getNumPartitions(),
        found.getShardsNum(),
        found.getConsistencyLevel().name(),
        Pairs.toMap(found.getPropertiesList()));
  }

  private static Map<String, String> index(IndexDescription index) {
    return Map.of(
        "indexName", index.getIndexName(),
        "fieldName", index.getFieldName(),
        "metricType", Pairs.toMap(index.getParamsList()).getOrDefault("metric_type", ""));
  }
}
