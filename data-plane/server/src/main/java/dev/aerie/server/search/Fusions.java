package dev.aerie.server.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.KeyValuePair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fusion that a hybrid search on the wire asks for. */
final class Fusions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double DEFAULT_K = 60;
  private static final int MOST_K = 16_384;

  private Fusions() {}

  /**
   * Reads the strategy of {@code rank_params}.
   *
   * @throws EngineException {@link ErrorCode#UNSUPPORTED} for any but {@code rrf} and {@code
   *     weighted}, {@link ErrorCode#INVALID_ARGUMENT} when their parameters are wrong
   */
  static Fusion of(List<KeyValuePair> rankParams, int searches) {
    Map<String, String> params = Pairs.toMap(rankParams);
    String strategy = params.getOrDefault("strategy", "rrf").replace("\"", "");
    return of(strategy, parse(params.getOrDefault("params", "{}")), searches);
  }

  /** Reads the function that newer clients send instead; errors as above. */
  static Fusion of(RankFunction function, int searches) {
    return of(function.reranker(), function.json("k", "weights", "norm_score"), searches);
  }

  private static Fusion of(String strategy, JsonNode params, int searches) {
    return switch (strategy) {
      case "rrf" -> reciprocalRank(params);
      case "weighted" -> weighted(params, searches);
      default ->
          throw new EngineException(
              ErrorCode.UNSUPPORTED,
              "HybridSearch with reranker '%s' is not supported by this server yet; use rrf or weighted"
                  .formatted(strategy));
    };
  }

  private static Fusion reciprocalRank(JsonNode params) {
    double k = params.path("k").asDouble(DEFAULT_K);
    if (!(k > 0 && k < MOST_K)) {
      throw wrong("rrf needs a k above 0 and below %d, not %s".formatted(MOST_K, k));
    }
    return new Fusion.ReciprocalRank((float) k);
  }

  private static Fusion weighted(JsonNode params, int searches) {
    List<Float> weights = new ArrayList<>();
    for (JsonNode weight : params.path("weights")) {
      double value = weight.asDouble(-1);
      if (!(value >= 0 && value <= 1)) {
        throw wrong("a weight has to be between 0 and 1, not " + weight);
      }
      weights.add((float) value);
    }
    if (weights.size() != searches) {
      throw wrong("%d searches need as many weights, not %d".formatted(searches, weights.size()));
    }
    return new Fusion.Weighted(weights, params.path("norm_score").asBoolean(false));
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "reranker parameters are no JSON: " + text + ": " + e.getOriginalMessage(),
          e);
    }
  }

  private static EngineException wrong(String why) {
    return new EngineException(ErrorCode.INVALID_ARGUMENT, "HybridSearch: " + why);
  }
}
