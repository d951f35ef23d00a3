package dev.aerie.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import java.util.List;
import java.util.stream.Collectors;

/** Primary keys as the filter that finds their rows. */
final class KeyFilter {
  private KeyFilter() {}

  static String of(CollectionSchema schema, List<JsonNode> keys) {
    FieldSchema key =
        schema.getFieldsList().stream()
            .filter(FieldSchema::getIsPrimaryKey)
            .findFirst()
            .orElseThrow();
    boolean texts = key.getDataType() == DataType.VarChar;
    return keys.stream()
        .map(value -> texts ? TextNode.valueOf(value.asText()).toString() : value.asText())
        .collect(Collectors.joining(",", key.getName() + " in [", "]"));
  }
}
