package dev.aerie.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.DslType;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.PlaceholderGroup;
import io.milvus.grpc.PlaceholderType;
import io.milvus.grpc.PlaceholderValue;
import io.milvus.grpc.SearchRequest;
import io.milvus.grpc.SearchResultData;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Searching for the nearest rows. */
@Path("/v2/vectordb/entities")
@RunOnVirtualThread
public class SearchResource {
  private static final int DEFAULT_LIMIT = 100;

  private final Client client;

  SearchResource(Client client) {
    this.client = client;
  }

  @POST
  @Path("search")
  public Answer search(String text) {
    Body body = Body.of(text);
    Map<String, String> params =
        new LinkedHashMap<>(body.object("searchParams").object("params").asMap());
    Body given = body.object("searchParams");
    params.put("topk", Long.toString(body.number("limit", DEFAULT_LIMIT)));
    params.put("offset", Long.toString(body.number("offset", 0)));
    params.put("anns_field", body.text("annsField", ""));
    params.put("metric_type", given.text("metricType", given.text("metric_type", "")));
    List<String> fields = body.texts("outputFields");
    SearchResultData found =
        client
            .call(
                MilvusServiceGrpc.getSearchMethod(),
                SearchRequest.newBuilder()
                    .setDbName(body.database())
                    .setCollectionName(body.collection())
                    .addAllPartitionNames(body.texts("partitionNames"))
                    .setDsl(body.text("filter", ""))
                    .setDslType(DslType.BoolExprV1)
                    .setPlaceholderGroup(vectors(body))
                    .setNq(body.list("data").size())
                    .addAllOutputFields(fields)
                    .addAllSearchParams(Pairs.of(params))
                    .setGuaranteeTimestamp(Consistencies.guarantee(body))
                    .build())
            .getResults();
    RowDecoder decoder = new RowDecoder(client.allowsInt64(), fields);
    List<Object> ids = decoder.ids(found.getIds());
    List<Map<String, Object>> rows = decoder.rows(found.getFieldsDataList(), ids.size());
    for (int row = 0; row < rows.size(); row++) {
      rows.get(row).put("id", ids.get(row));
      rows.get(row).put("distance", found.getScores(row));
    }
    return Answer.of(rows);
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
