package dev.aerie.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Primary keys as the filter that finds their rows. What clients send becomes part of a filter, so
 * nothing but a key may pass.
 */
final class KeyFilter {
  private KeyFilter() {}

  /**
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for what is no key of this
   *     collection
   */
  static String of(CollectionSchema schema, List<JsonNode> keys) {
    FieldSchema key =
        schema.getFieldsList().stream()
            .filter(FieldSchema::getIsPrimaryKey)
            .findFirst()
            .orElseThrow();
    boolean texts = key.getDataType() == DataType.VarChar;
    return keys.stream()
        .map(value -> texts ? TextNode.valueOf(value.asText()).toString() : number(key, value))
        .collect(Collectors.joining(",", key.getName() + " in [", "]"));
  }

  /** As a text too, since JavaScript's numbers end at 2^53. */
  private static String number(FieldSchema key, JsonNode value) {
    try {
      return String.valueOf(Long.parseLong(value.asText()));
    } catch (NumberFormatException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "%s is no key: field '%s' is of type Int64".formatted(value, key.getName()),
          e);
    }
  }
}
