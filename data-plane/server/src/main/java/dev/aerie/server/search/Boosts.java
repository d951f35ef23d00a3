package dev.aerie.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.ColumnValues;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.schema.DataType;
import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.FunctionScore;
import io.milvus.grpc.TemplateValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Changes the scores of those hits that meet conditions.
 *
 * @param together how the values of several boosts become one
 * @param onScore how that one changes the score
 */
record Boosts(List<Boost> boosts, Mode together, Mode onScore) {

  /** How two numbers become one. */
  enum Mode {
    MULTIPLY,
    SUM;

    double of(double a, double b) {
      return this == MULTIPLY ? a * b : a + b;
    }

    private static Mode parse(Map<String, String> params, String name) {
      String given = params.getOrDefault(name, MULTIPLY.name());
      return Arrays.stream(values())
          .filter(mode -> mode.name().equalsIgnoreCase(given))
          .findFirst()
          .orElseThrow(
              () ->
                  new EngineException(
                      ErrorCode.INVALID_ARGUMENT,
                      "%s has to be Multiply or Sum, not %s".formatted(name, given)));
    }
  }

  /**
   * A value for the rows that meet a condition, for all where there is none.
   *
   * @param random makes of the value a random part of it
   */
  record Boost(Optional<Filter> condition, double weight, Optional<RandomPart> random) {
    /**
     * What a function on the wire asks for.
     *
     * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT}, {@link ErrorCode#FILTER_SYNTAX}
     */
    static Boost of(
        RankFunction function, Collection collection, Map<String, TemplateValue> templates) {
      if (!function.inputs().isEmpty()) {
        throw function.refused("has no input fields, not " + function.inputs());
      }
      return new Boost(
          function.find("filter").flatMap(text -> Filters.parse(text, collection, templates)),
          function.number("weight"),
          function.find("random_score").map(text -> RandomPart.of(function, text, collection)));
    }
  }

  /**
   * A number between 0 and 1 for each row, the same in every search with the same seed.
   *
   * @param field whose numbers decide; empty for the primary key
   */
  record RandomPart(Optional<String> field, long seed) {
    private static RandomPart of(RankFunction function, String text, Collection collection) {
      JsonNode given = function.parse("random_score", text);
      JsonNode seed = given.path("seed");
      if (!given.isObject() || !(seed.isMissingNode() || seed.isNumber())) {
        throw function.refused("random_score has to be an object whose seed is a number: " + text);
      }
      Optional<String> field = Optional.ofNullable(given.get("field")).map(JsonNode::asText);
      field.ifPresent(
          name -> {
            if (collection.schema().field(name).type() != DataType.INT64) {
              throw function.refused(
                  "only support int64 field as random seed, '%s' is none".formatted(name));
            }
          });
      return new RandomPart(field, seed.asLong(0));
    }

    double of(SearchResult found, int hit) {
      Column keys = found.primaryKeys();
      Column numbers = field.map(name -> found.fields().column(name)).orElse(keys);
      Object value = ColumnValues.value(numbers.isNull(hit) ? keys : numbers, hit);
      long number = value instanceof Long whole ? whole : value.hashCode();
      return new SplittableRandom(new SplittableRandom(seed).nextLong() + number).nextDouble();
    }
  }

  /** The boosts that a request asks for, of which there is at least one. */
  static Boosts of(List<Boost> boosts, FunctionScore wire) {
    Map<String, String> params = Pairs.toMap(wire.getParamsList());
    return new Boosts(
        List.copyOf(boosts), Mode.parse(params, "function_mode"), Mode.parse(params, "boost_mode"));
  }

  /** What has to be known of each hit. */
  List<Filter> conditions() {
    return boosts.stream().flatMap(boost -> boost.condition().stream()).toList();
  }

  /** Fields that have to be known of each hit. */
  List<String> fields() {
    return boosts.stream()
        .flatMap(b -> b.random().stream())
        .flatMap(r -> r.field().stream())
        .toList();
  }

  /** The hits with their new scores, by these the nearest first. */
  SearchResult apply(SearchResult found) {
    float[] scores = found.scores().clone();
    for (int hit = 0; hit < scores.length; hit++) {
      OptionalDouble value = value(found, hit);
      if (value.isPresent()) {
        scores[hit] = (float) onScore.of(scores[hit], value.getAsDouble());
      }
    }
    SearchResult rescored =
        new SearchResult(
            found.metric(),
            found.primaryKeys(),
            scores,
            found.counts(),
            found.fields(),
            found.plan(),
            found.hits());
    return PickedRows.of(rescored, order(rescored), found.counts());
  }

  /** What all boosts together are worth for a hit; empty where none concerns it. */
  private OptionalDouble value(SearchResult found, int hit) {
    int condition = 0;
    OptionalDouble value = OptionalDouble.empty();
    for (Boost boost : boosts) {
      boolean concerned = boost.condition().isEmpty() || found.met().get(condition++).get(hit);
      if (concerned) {
        double part = boost.weight() * boost.random().map(r -> r.of(found, hit)).orElse(1.0);
        value = OptionalDouble.of(value.isEmpty() ? part : together.of(value.getAsDouble(), part));
      }
    }
    return value;
  }

  private static int[] order(SearchResult hits) {
    Comparator<Integer> byScore = Comparator.comparing(hit -> hits.scores()[hit]);
    List<Integer> order = new ArrayList<>();
    int first = 0;
    for (int count : hits.counts()) {
      IntStream.range(first, first + count)
          .boxed()
          .sorted(hits.metric().largerIsNearer() ? byScore.reversed() : byScore)
          .forEach(order::add);
      first += count;
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
