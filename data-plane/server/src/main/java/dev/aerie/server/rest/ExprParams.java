package dev.aerie.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import io.milvus.grpc.BoolArray;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.TemplateArrayValue;
import io.milvus.grpc.TemplateArrayValueArray;
import io.milvus.grpc.TemplateValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Values of the templates in a body's filter: its {@code exprParams}. */
final class ExprParams {
  private static final String NAME = "exprParams";

  private ExprParams() {}

  /**
   * The values by their names; none where the body has none.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a null or an object
   */
  static Map<String, TemplateValue> of(Body body) {
    Map<String, TemplateValue> values = new LinkedHashMap<>();
    body.object(NAME)
        .json()
        .properties()
        .forEach(entry -> values.put(entry.getKey(), value(entry.getKey(), entry.getValue())));
    return values;
  }

  private static TemplateValue value(String name, JsonNode json) {
    TemplateValue.Builder value = TemplateValue.newBuilder();
    return switch (json.getNodeType()) {
      case BOOLEAN -> value.setBoolVal(json.booleanValue()).build();
      case STRING -> value.setStringVal(json.textValue()).build();
      case NUMBER ->
          isLong(json)
              ? value.setInt64Val(json.longValue()).build()
              : value.setFloatVal(json.doubleValue()).build();
      case ARRAY -> value.setArrayVal(array(json)).build();
      default ->
          throw new EngineException(
              ErrorCode.INVALID_ARGUMENT,
              "%s.%s has to be a truth value, a number, a text or a list of them, not %s"
                  .formatted(NAME, name, json));
    };
  }

  /** Lists of one type have a form of their own, any other is a list of JSON. */
  private static TemplateArrayValue array(JsonNode json) {
    List<JsonNode> elements = StreamSupport.stream(json.spliterator(), false).toList();
    TemplateArrayValue.Builder array = TemplateArrayValue.newBuilder();
    if (elements.isEmpty()) {
      return array.build();
    }
    if (all(elements, JsonNode::isBoolean)) {
      BoolArray.Builder values = BoolArray.newBuilder();
      elements.forEach(one -> values.addData(one.booleanValue()));
      return array.setBoolData(values).build();
    }
    if (all(elements, ExprParams::isLong)) {
      LongArray.Builder values = LongArray.newBuilder();
      elements.forEach(one -> values.addData(one.longValue()));
      return array.setLongData(values).build();
    }
    if (all(elements, JsonNode::isFloatingPointNumber)) {
      DoubleArray.Builder values = DoubleArray.newBuilder();
      elements.forEach(one -> values.addData(one.doubleValue()));
      return array.setDoubleData(values).build();
    }
    if (all(elements, JsonNode::isTextual)) {
      StringArray.Builder values = StringArray.newBuilder();
      elements.forEach(one -> values.addData(one.textValue()));
      return array.setStringData(values).build();
    }
    if (all(elements, JsonNode::isArray)) {
      TemplateArrayValueArray.Builder values = TemplateArrayValueArray.newBuilder();
      elements.forEach(one -> values.addData(array(one)));
      return array.setArrayData(values).build();
    }
    JSONArray.Builder values = JSONArray.newBuilder();
    elements.forEach(one -> values.addData(ByteString.copyFromUtf8(one.toString())));
    return array.setJsonData(values).build();
  }

  private static boolean all(List<JsonNode> elements, Predicate<JsonNode> kind) {
    return elements.stream().allMatch(kind);
  }

  private static boolean isLong(JsonNode json) {
    return json.isIntegralNumber() && json.canConvertToLong();
  }
}
