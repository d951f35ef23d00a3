package dev.aerie.server.search;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How the hits of one or more searches become the answer's ranking.
 *
 * @param decay lowers the fused scores by a number of each row
 */
record Reranker(Fusion fusion, Optional<Decay> decay) {
  static final String DECAY = "decay";

  /**
   * What a function on the wire asks for.
   *
   * @param searches how many there are
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when that cannot be done
   */
  static Reranker of(RankFunction function, CollectionSchema schema, int searches) {
    if (function.reranker().equals(DECAY)) {
      Decay decay = Decay.of(function, schema);
      return new Reranker(
          new Fusion.Merged(mode(function), function.flag("norm_score")), Optional.of(decay));
    }
    return new Reranker(Fusions.of(function, searches), Optional.empty());
  }

  private static Fusion.Merged.Mode mode(RankFunction function) {
    String name = function.find("score_mode").orElse("max");
    return Arrays.stream(Fusion.Merged.Mode.values())
        .filter(mode -> mode.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> function.refused("score_mode has to be max, sum or avg, not " + name));
  }

  /**
   * The rows of the rankings, the best first.
   *
   * @param number that the decay reads, of the row with a key
   */
  List<Fusion.Hit> rank(List<Fusion.Ranking> rankings, ToDoubleFunction<Object> number) {
    List<Fusion.Hit> fused = fusion.fuse(rankings);
    return decay.map(function -> function.apply(fused, number)).orElse(fused);
  }
}
