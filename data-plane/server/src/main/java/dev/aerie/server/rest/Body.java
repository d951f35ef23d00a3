package dev.aerie.server.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The JSON object that a REST call brings. Immutable.
 *
 * @param json an object
 * @param ofHeader the database it is about unless it says so itself; empty for the default one
 */
public record Body(JsonNode json, String ofHeader) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads a request's text; an empty one is an empty object.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when it is none
   */
  static Body of(String text, String ofHeader) {
    if (text.isBlank()) {
      return new Body(JsonNodeFactory.instance.objectNode(), ofHeader);
    }
    try {
      JsonNode json = MAPPER.readTree(text);
      if (json instanceof ObjectNode) {
        return new Body(json, ofHeader);
      }
    } catch (JsonProcessingException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "the body is no JSON: " + e.getOriginalMessage(), e);
    }
    throw new EngineException(ErrorCode.INVALID_ARGUMENT, "the body has to be a JSON object");
  }

  String database() {
    return text("dbName", ofHeader);
  }

  String collection() {
    return text("collectionName");
  }

  /**
   * A text that has to be there.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when it is not
   */
  String text(String name) {
    String value = text(name, "");
    if (value.isEmpty()) {
      throw missing(name);
    }
    return value;
  }

  String text(String name, String otherwise) {
    return json.path(name).asText(otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    return json.path(name).asBoolean(otherwise);
  }

  long number(String name, long otherwise) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.canConvertToExactIntegral()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, name + " has to be a whole number, not " + value);
    }
    return value.asLong();
  }

  /** A whole number that comes as text, since JavaScript's numbers end at 2^53. */
  long wholeNumber(String name) {
    String text = text(name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, name + " has to be a whole number, not " + text, e);
    }
  }

  boolean has(String name) {
    return json.hasNonNull(name);
  }

  /** What stands under a name, as a list: a single value is a list of one, nothing an empty one. */
  List<JsonNode> list(String name) {
    JsonNode value = json.path(name);
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false).toList();
    }
    return has(name) ? List.of(value) : List.of();
  }

  List<String> texts(String name) {
    return list(name).stream().map(JsonNode::asText).toList();
  }

  /** An object below this one; empty where there is none. */
  Body object(String name) {
    JsonNode value = json.path(name);
    return new Body(value.isObject() ? value : JsonNodeFactory.instance.objectNode(), ofHeader);
  }

  /** The objects of a list below this one. */
  List<Body> objects(String name) {
    return list(name).stream().map(json -> new Body(json, ofHeader)).toList();
  }

  /** Values as texts, in their order; objects and lists as JSON. */
  Map<String, String> asMap() {
    Map<String, String> values = new LinkedHashMap<>();
    json.properties()
        .forEach(
            entry ->
                values.put(
                    entry.getKey(),
                    entry.getValue().isContainerNode()
                        ? entry.getValue().toString()
                        : entry.getValue().asText()));
    return values;
  }

  static EngineException missing(String name) {
    return new EngineException(ErrorCode.INVALID_ARGUMENT, "the body needs " + name);
  }
}
