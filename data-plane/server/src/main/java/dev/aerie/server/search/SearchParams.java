package dev.aerie.server.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.KeyValuePair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Parameters of a search or query: pairs of texts, of which {@code params} holds further ones as
 * JSON.
 */
record SearchParams(Map<String, String> values) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NESTED = "params";

  static SearchParams of(List<KeyValuePair> pairs) {
    Map<String, String> values = new LinkedHashMap<>(Pairs.toMap(pairs));
    String nested = values.remove(NESTED);
    if (nested != null && !nested.isBlank()) {
      parse(nested)
          .properties()
          .forEach(entry -> values.putIfAbsent(entry.getKey(), entry.getValue().asText()));
    }
    return new SearchParams(values);
  }

  private static JsonNode parse(String nested) {
    try {
      return JSON.readTree(nested);
    } catch (JsonProcessingException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "search params are no JSON: " + e.getOriginalMessage(), e);
    }
  }

  String text(String name) {
    return values.getOrDefault(name, "");
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  long number(String name, long otherwise) {
    try {
      return find(name).map(Long::valueOf).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw refuse(name, e);
    }
  }

  /** A number that is counted with. */
  int count(String name, int otherwise) {
    long number = number(name, otherwise);
    if (number != (int) number) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "search parameter %s is out of range: %d".formatted(name, number));
    }
    return (int) number;
  }

  OptionalDouble decimal(String name) {
    try {
      return find(name).map(Double::valueOf).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    } catch (NumberFormatException e) {
      throw refuse(name, e);
    }
  }

  private EngineException refuse(String name, NumberFormatException cause) {
    return new EngineException(
        ErrorCode.INVALID_ARGUMENT,
        "search parameter %s is no number: %s".formatted(name, text(name)),
        cause);
  }
}
