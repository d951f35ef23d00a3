package dev.aerie.server.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.FunctionSchema;
import io.milvus.grpc.FunctionType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A function by which a request wants its hits ranked, as it is on the wire.
 *
 * @param reranker what it does, such as {@code decay}; in lower case
 * @param inputs names of the fields it reads
 * @param params by their names in lower case
 */
record RankFunction(String reranker, List<String> inputs, Map<String, String> params) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RERANKER = "reranker";

  /**
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a function that ranks nothing
   */
  static RankFunction of(FunctionSchema wire) {
    Map<String, String> params = new LinkedHashMap<>();
    Pairs.toMap(wire.getParamsList())
        .forEach((name, value) -> params.put(name.toLowerCase(Locale.ROOT), value));
    RankFunction function =
        new RankFunction(
            params.getOrDefault(RERANKER, "").toLowerCase(Locale.ROOT),
            List.copyOf(wire.getInputFieldNamesList()),
            params);
    if (wire.getType() != FunctionType.Rerank || wire.getOutputFieldNamesCount() > 0) {
      throw function.refused(
          "function '%s' has to be of type Rerank, without output fields"
              .formatted(wire.getName()));
    }
    return function;
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(params.get(name)).filter(value -> !value.isBlank());
  }

  /** A number that has to be given. */
  double number(String name) {
    return number(name, find(name).orElseThrow(() -> refused("needs " + name)));
  }

  double number(String name, double otherwise) {
    return find(name).map(value -> number(name, value)).orElse(otherwise);
  }

  private double number(String name, String value) {
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!Double.isFinite(number)) {
      throw refused("%s has to be a number, not %s".formatted(name, value));
    }
    return number;
  }

  boolean flag(String name) {
    String value = find(name).orElse("false");
    if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
      throw refused("%s has to be true or false, not %s".formatted(name, value));
    }
    return Boolean.parseBoolean(value);
  }

  /** Some parameters, each as JSON. */
  JsonNode json(String... names) {
    ObjectNode object = JSON.createObjectNode();
    for (String name : names) {
      // Python writes True for true
      find(name).ifPresent(value -> object.set(name, parse(name, value.toLowerCase(Locale.ROOT))));
    }
    return object;
  }

  /** A parameter that is JSON. */
  JsonNode parse(String name, String value) {
    try {
      return JSON.readTree(value);
    } catch (JsonProcessingException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "reranker '%s': %s is no JSON: %s: %s"
              .formatted(reranker, name, value, e.getOriginalMessage()),
          e);
    }
  }

  EngineException refused(String why) {
    return new EngineException(
        ErrorCode.INVALID_ARGUMENT, "reranker '%s': %s".formatted(reranker, why));
  }
}
