package dev.aerie.server.rowfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.server.codec.DenseVectors;
import java.util.Locale;
import java.util.Optional;

/** Makes of the values that files have those that rows in JSON have. Thread-safe. */
record FieldValues(CollectionSchema schema) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Puts a value into a row; the dynamic field's document is spread over it. */
  void put(ObjectNode row, String name, JsonNode value) {
    set(row, name, isDocument(name) && value.isTextual() ? parsed(name, value.textValue()) : value);
  }

  private void set(ObjectNode row, String name, JsonNode meant) {
    if (!name.equals(CollectionSchema.META)) {
      row.set(name, meant);
    } else if (meant instanceof ObjectNode dynamic) {
      row.setAll(dynamic);
    } else if (!meant.isNull()) {
      throw invalid(name, "has to be a JSON object, not " + meant);
    }
  }

  /** Puts a value into a row that is written as text whatever its type is. */
  void putText(ObjectNode row, String name, String text) {
    DataType type = schema.find(name).map(FieldSchema::type).orElse(DataType.VARCHAR);
    switch (type) {
      case VARCHAR -> put(row, name, JsonNodeFactory.instance.textNode(text));
      case BOOL -> set(row, name, parsed(name, text.toLowerCase(Locale.ROOT)));
      default -> set(row, name, parsed(name, text));
    }
  }

  /** A list of numbers; vectors of 16-bit numbers may be written as their bytes. */
  ArrayNode list(String name, ArrayNode numbers, boolean bytes) {
    Optional<FieldSchema> field = schema.find(name);
    boolean halves =
        bytes
            && field
                .filter(
                    one ->
                        one.type() == DataType.FLOAT16_VECTOR
                            || one.type() == DataType.BFLOAT16_VECTOR)
                .isPresent();
    if (!halves) {
      return numbers;
    }
    byte[] raw = new byte[numbers.size()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) numbers.get(i).intValue();
    }
    ArrayNode floats = JsonNodeFactory.instance.arrayNode();
    for (float value : DenseVectors.floats(field.get().type(), ByteString.copyFrom(raw))) {
      floats.add(value);
    }
    return floats;
  }

  private boolean isDocument(String name) {
    return name.equals(CollectionSchema.META)
        || schema
            .find(name)
            .filter(
                field ->
                    field.type() == DataType.JSON || field.type() == DataType.SPARSE_FLOAT_VECTOR)
            .isPresent();
  }

  private static JsonNode parsed(String name, String text) {
    try {
      JsonNode value = MAPPER.readTree(text);
      if (!value.isMissingNode()) {
        return value;
      }
    } catch (JsonProcessingException _) {
      // the sentence below says it with the text
    }
    throw invalid(name, "'%s' is no value that can be read".formatted(shortened(text)));
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  static EngineException invalid(String field, String what) {
    return new EngineException(ErrorCode.INVALID_VALUE, "field '%s': %s".formatted(field, what));
  }
}
