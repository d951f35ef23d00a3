package dev.aerie.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.DslType;
import io.milvus.grpc.PlaceholderGroup;
import io.milvus.grpc.PlaceholderType;
import io.milvus.grpc.PlaceholderValue;
import io.milvus.grpc.SearchRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Searches in JSON. */
final class SearchBody {
  private static final int DEFAULT_LIMIT = 100;

  private SearchBody() {}

  /**
   * One search, without the collection it is for.
   *
   * @param given the search parameters; further ones may lie in its {@code params}
   */
  static SearchRequest.Builder read(Body body, Body given) {
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
    return SearchRequest.newBuilder()
        .addAllPartitionNames(body.texts("partitionNames"))
        .setDsl(body.text("filter", ""))
        .setDslType(DslType.BoolExprV1)
        .setPlaceholderGroup(vectors(body))
        .setNq(body.list("data").size())
        .addAllSearchParams(Pairs.of(params));
  }

  /** Most rows wanted. */
  static String limit(Body body) {
    return Long.toString(body.number("limit", DEFAULT_LIMIT));
  }

  private static ByteString vectors(Body body) {
    PlaceholderValue.Builder value =
        PlaceholderValue.newBuilder().setTag("$0").setType(PlaceholderType.FloatVector);
    for (JsonNode vector : body.list("data")) {
      ByteBuffer bytes =
          ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (JsonNode number : vector) {
        if (!number.isNumber()) {
          throw new EngineException(
              ErrorCode.INVALID_ARGUMENT, "data has to be vectors of numbers, not " + number);
        }
        bytes.putFloat(number.floatValue());
      }
      value.addValues(ByteString.copyFrom(bytes.flip()));
    }
    if (value.getValuesCount() == 0) {
      throw Body.missing("data, a list of vectors");
    }
    return PlaceholderGroup.newBuilder().addPlaceholders(value).build().toByteString();
  }
}
