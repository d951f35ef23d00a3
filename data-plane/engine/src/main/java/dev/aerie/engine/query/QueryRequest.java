package dev.aerie.engine.query;

import dev.aerie.engine.filter.Filter;
import java.util.List;
import java.util.Optional;

/**
 * Rows by condition, in the order of their primary keys. Of several rows with one key, which
 * inserts can make, only the newest is given; counts have all.
 *
 * @param collection name or alias
 * @param partitions names; empty for all
 * @param filter rows wanted; empty for all
 * @param outputFields fields wanted; {@code *} for all; exactly {@code count(*)} for the number of
 *     rows, answered as one row with a {@code count(*)} column
 * @param limit most rows wanted after {@code offset}; {@link #ALL} for all
 */
public record QueryRequest(
    String database,
    String collection,
    List<String> partitions,
    Optional<Filter> filter,
    List<String> outputFields,
    long limit,
    long offset,
    Consistency consistency) {

  /** The output field that asks for the number of rows. */
  public static final String COUNT = "count(*)";

  /** No limit. */
  public static final long ALL = -1;

  public QueryRequest {
    partitions = List.copyOf(partitions);
    outputFields = List.copyOf(outputFields);
  }

  /** Everything that passes a filter. */
  public static QueryRequest of(String collection, Optional<Filter> filter, List<String> fields) {
    return new QueryRequest(
        "default", collection, List.of(), filter, fields, ALL, 0, Consistency.BOUNDED);
  }
}
