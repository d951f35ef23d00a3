package dev.aerie.server.rest;

import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DslType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.SearchRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** Searches in JSON. */
final class SearchBody {
  private static final int DEFAULT_LIMIT = 100;

  private SearchBody() {}

  /**
   * One search, without the collection it is for.
   *
   * @param schema of that collection
   * @param given the search parameters; further ones may lie in its {@code params}
   */
  static SearchRequest.Builder read(Body body, Body given, CollectionSchema schema) {
    Map<String, String> params = new LinkedHashMap<>(given.asMap());
    params.remove("params");
    params.remove("metricType");
    params.putAll(given.object("params").asMap());
    params.put("topk", limit(body));
    params.put("offset", Long.toString(body.number("offset", 0)));
    params.put("anns_field", body.text("annsField", ""));
    params.put(
        "metric_type",
        given.text("metricType", given.text("metric_type", body.text("metricType", ""))));
    params.putAll(grouping(body));
    return SearchRequest.newBuilder()
        .addAllPartitionNames(body.texts("partitionNames"))
        .setDsl(body.text("filter", ""))
        .putAllExprTemplateValues(ExprParams.of(body))
        .setDslType(DslType.BoolExprV1)
        .setPlaceholderGroup(QueryVectors.group(body.list("data"), type(body, schema)))
        .setNq(body.list("data").size())
        .setFunctionScore(FunctionBody.score(body))
        .addAllSearchParams(Pairs.of(params));
  }

  /** The parameters that group the hits; none where the body does not ask for it. */
  static Map<String, String> grouping(Body body) {
    String field = body.text("groupingField", "");
    return field.isEmpty()
        ? Map.of()
        : Map.of(
            "group_by_field", field,
            "group_size", Long.toString(body.number("groupSize", 1)),
            "strict_group_size", Boolean.toString(body.flag("strictGroupSize", false)));
  }

  /** Most rows wanted. */
  static String limit(Body body) {
    return Long.toString(body.number("limit", DEFAULT_LIMIT));
  }

  /** The type of the field that is searched, the only vector field where none is named. */
  private static DataType type(Body body, CollectionSchema schema) {
    String name = body.text("annsField", "");
    return schema.getFieldsList().stream()
        .filter(
            field ->
                name.isEmpty()
                    ? dev.aerie.engine.schema.DataType.ofNumber(field.getDataTypeValue()).isVector()
                    : name.equals(field.getName()))
        .map(FieldSchema::getDataType)
        .findFirst()
        .orElse(DataType.FloatVector);
  }
}
