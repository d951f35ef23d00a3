package dev.aerie.engine.filter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.Operand.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds places in JSON documents without parsing what lies beside them. Thread-safe. */
public final class JsonPath {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final JsonFactory FACTORY = MAPPER.getFactory();

  private JsonPath() {}

  /**
   * What is at the path: Boolean, Long, Double, String, List, or JsonNode for an object; empty for
   * null or nothing.
   */
  public static Optional<Object> find(byte[] document, List<Step> path) {
    return node(document, path).map(JsonPath::value);
  }

  /** The JSON at the path; empty for null or nothing. */
  public static Optional<JsonNode> node(byte[] document, List<Step> path) {
    if (document.length == 0) {
      return Optional.empty();
    }
    try (JsonParser parser = FACTORY.createParser(document)) {
      parser.nextToken();
      for (Step step : path) {
        if (!enter(parser, step)) {
          return Optional.empty();
        }
      }
      JsonNode node = MAPPER.readTree(parser);
      return node == null || node.isNull() || node.isMissingNode()
          ? Optional.empty()
          : Optional.of(node);
    } catch (IOException e) {
      throw new EngineException(ErrorCode.INTERNAL, "a stored JSON document is malformed", e);
    }
  }

  /** Whether the bytes are one JSON document, or one JSON object. */
  public static boolean isWellFormed(byte[] document, boolean object) {
    try (JsonParser parser = FACTORY.createParser(document)) {
      JsonToken first = parser.nextToken();
      if (first == null || (object && first != JsonToken.START_OBJECT)) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException _) {
      return false;
    }
  }

  static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? (Object) node.longValue()
              : node.doubleValue();
      case STRING -> node.textValue();
      case ARRAY -> {
        List<Object> elements = new ArrayList<>();
        node.forEach(e -> elements.add(value(e)));
        yield elements;
      }
      default -> node;
    };
  }

  private static boolean enter(JsonParser parser, Step step) throws IOException {
    return switch (step) {
      case Step.Key key -> enterField(parser, key.name());
      case Step.Index index -> enterElement(parser, index.index());
    };
  }

  private static boolean enterField(JsonParser parser, String name) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = parser.currentName().equals(name);
      parser.nextToken();
      if (wanted) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static boolean enterElement(JsonParser parser, int index) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return false;
    }
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == index) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }
}
