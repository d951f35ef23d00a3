package dev.aerie.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.json.RowEncoder;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.UpsertRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Writing rows. */
@ApplicationScoped
class EntityRoutes implements Routes {
  private final Client client;

  EntityRoutes(Client client) {
    this.client = client;
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of(
        "entities/insert", this::insert,
        "entities/upsert", this::upsert,
        "entities/delete", this::delete);
  }

  private Answer insert(Body body) {
    MutationResult result =
        client.call(
            MilvusServiceGrpc.getInsertMethod(),
            InsertRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .setPartitionName(body.text("partitionName", ""))
                .setNumRows(body.list("data").size())
                .addAllFieldsData(RowEncoder.columns(client.schema(body), body.list("data")))
                .build());
    return Answer.of(Map.of("insertCount", result.getInsertCnt(), "insertIds", ids(result)));
  }

  private Answer upsert(Body body) {
    boolean partial = body.flag("partialUpdate", false);
    List<JsonNode> rows = body.list("data");
    CollectionSchema schema = client.schema(body);
    MutationResult result =
        client.call(
            MilvusServiceGrpc.getUpsertMethod(),
            UpsertRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .setPartitionName(body.text("partitionName", ""))
                .setPartialUpdate(partial)
                .setNumRows(rows.size())
                .addAllFieldsData(RowEncoder.columns(partial ? given(schema, rows) : schema, rows))
                .build());
    return Answer.of(Map.of("upsertCount", result.getUpsertCnt(), "upsertIds", ids(result)));
  }

  /** The schema with those fields alone that rows have, which has to be the same ones in each. */
  private static CollectionSchema given(CollectionSchema schema, List<JsonNode> rows) {
    List<FieldSchema> fields =
        schema.getFieldsList().stream()
            .filter(field -> rows.stream().anyMatch(row -> row.has(field.getName())))
            .toList();
    for (FieldSchema field : fields) {
      for (int row = 0; row < rows.size(); row++) {
        if (!rows.get(row).has(field.getName())) {
          throw new EngineException(
              ErrorCode.INVALID_VALUE,
              "row %d has no field '%s', others have: rows of a partial update have the same fields"
                  .formatted(row, field.getName()));
        }
      }
    }
    return schema.toBuilder().clearFields().addAllFields(fields).build();
  }

  private Answer delete(Body body) {
    String filter =
        body.has("id") ? KeyFilter.of(client.schema(body), body.list("id")) : body.text("filter");
    MutationResult result =
        client.call(
            MilvusServiceGrpc.getDeleteMethod(),
            DeleteRequest.newBuilder()
                .setDbName(body.database())
                .setCollectionName(body.collection())
                .setPartitionName(body.text("partitionName", ""))
                .setExpr(filter)
                .putAllExprTemplateValues(ExprParams.of(body))
                .build());
    return Answer.of(Map.of("deleteCount", result.getDeleteCnt()));
  }

  private List<Object> ids(MutationResult result) {
    return new RowDecoder(client.allowsInt64(), List.of()).ids(result.getIDs());
  }
}
