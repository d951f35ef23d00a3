package dev.aerie.server.search;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.query.SearchResult;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.FieldSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A search for the best groups of rows that share a field's value.
 *
 * @param size most rows of a group
 * @param strict a group with fewer rows than {@code size} has no more in the collection; otherwise
 *     it may miss some that lie far from the query
 * @param limit groups wanted, after {@code offset} ones
 */
record Grouping(FieldSchema field, int size, boolean strict, int limit, int offset) {
  static final String FIELD = "group_by_field";
  private static final String SIZE = "group_size";
  private static final String STRICT = "strict_group_size";
  private static final String SCORER = "rank_group_scorer";

  /** How much further a search looks that found too few groups. */
  private static final int FURTHER = 4;

  /**
   * The grouping that a search asks for.
   *
   * @param limit groups wanted, after {@code offset} ones
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when it cannot be grouped so
   */
  static Optional<Grouping> of(
      SearchParams params, CollectionSchema schema, int limit, int offset) {
    return params
        .find(FIELD)
        .map(
            name -> {
              FieldSchema field = schema.field(name);
              requireComparable(field);
              refuseTogether(params);
              int size = params.count(SIZE, 1);
              if (size < 1) {
                throw refused("%s has to be at least 1, it is %d".formatted(SIZE, size));
              }
              boolean strict = params.find(STRICT).map(Boolean::parseBoolean).orElse(false);
              return new Grouping(field, size, strict, limit, offset);
            });
  }

  private static void requireComparable(FieldSchema field) {
    switch (field.type()) {
      case BOOL, INT8, INT16, INT32, INT64, VARCHAR -> {}
      default ->
          throw refused(
              "rows cannot be grouped by field '%s' of type %s; group by a Bool, integer or VarChar field"
                  .formatted(field.name(), field.type()));
    }
  }

  private static void refuseTogether(SearchParams params) {
    if (params.find(SearchIteration.ITERATOR).isPresent()) {
      throw refused("a search iterator cannot be grouped by a field");
    }
    if (params.find("radius").isPresent()) {
      throw refused("a range search cannot be grouped by a field");
    }
    params
        .find(SCORER)
        .filter(scorer -> !scorer.equals("max"))
        .ifPresent(
            scorer -> {
              throw new EngineException(
                  ErrorCode.UNSUPPORTED,
                  "%s '%s' is not supported by this server yet; use max".formatted(SCORER, scorer));
            });
  }

  private static EngineException refused(String message) {
    return new EngineException(ErrorCode.INVALID_ARGUMENT, message);
  }

  /** The same grouping for another number of groups. */
  Grouping within(int newLimit, int newOffset) {
    return new Grouping(field, size, strict, newLimit, newOffset);
  }

  /** Output columns that grouping needs beside those asked for. */
  List<String> columns(List<String> asked) {
    List<String> columns = new ArrayList<>(asked);
    if (!columns.contains(field.name())) {
      columns.add(field.name());
    }
    return columns;
  }

  /**
   * Searches further and further until there are groups enough.
   *
   * @param most rows a query to look at; at least {@code limit + offset}
   * @param search the nearest rows, of so many a query
   */
  GroupedResult search(int most, IntFunction<SearchResult> search) {
    long first = (long) (limit + offset) * size * 2;
    int topK = (int) Math.clamp(first, 1, most);
    while (true) {
      SearchResult result = search.apply(topK);
      GroupedResult grouped = GroupedResult.of(result, this);
      if (topK == most || grouped.isComplete(topK)) {
        return grouped;
      }
      topK = (int) Math.min((long) topK * FURTHER, most);
    }
  }
}
