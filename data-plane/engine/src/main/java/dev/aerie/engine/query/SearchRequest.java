package dev.aerie.engine.query;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.Filter;
import dev.aerie.engine.schema.Metric;
import dev.aerie.engine.vector.QueryVector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A nearest-neighbour search. Of several rows with one primary key, which inserts can make, only
 * the nearest is found.
 *
 * @param collection name or alias
 * @param partitions names; empty for all
 * @param field the vector field; empty if the collection has one only
 * @param vectors the queries, each fit for the field
 * @param topK rows wanted a query after {@code offset}; {@code topK + offset} at most 16,384
 * @param metric refused unless it is the index's; empty for the index's
 * @param filter rows that may be found; empty for all
 * @param radius outer bound of a range search: L2 distances below, IP and COSINE scores above
 *     (exclusive)
 * @param rangeFilter inner bound of a range search: L2 distances from, IP and COSINE scores up to
 *     (inclusive)
 * @param params search parameters such as {@code ef} and {@code level}; unknown ones are ignored as
 *     Milvus does
 * @param outputFields fields of the rows found; {@code *} for all; dynamic keys are allowed
 * @param conditions what the result is to tell of each row found; they decide about none
 */
public record SearchRequest(
    String database,
    String collection,
    List<String> partitions,
    String field,
    List<QueryVector> vectors,
    int topK,
    int offset,
    Optional<Metric> metric,
    Optional<Filter> filter,
    OptionalDouble radius,
    OptionalDouble rangeFilter,
    Map<String, String> params,
    List<String> outputFields,
    Consistency consistency,
    List<Filter> conditions) {

  /** Most rows a search may be asked for, offset included. */
  public static final int MAX_TOP_K = 16_384;

  /** Most vectors of one search. */
  public static final int MAX_VECTORS = 16_384;

  /** Most hits of all vectors of one search, offsets included: each is held in memory. */
  public static final int MAX_HITS = 4 << 20;

  /** Most rows of all vectors of one search that are looked at to choose among them. */
  public static final int MAX_CANDIDATES = 1 << 20;

  public SearchRequest {
    partitions = List.copyOf(partitions);
    vectors = List.copyOf(vectors);
    params = Map.copyOf(params);
    outputFields = List.copyOf(outputFields);
    conditions = List.copyOf(conditions);
  }

  /**
   * Whether a search may be asked for so many rows.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when it may not
   */
  public static void checkLimits(int topK, int offset) {
    if (topK < 1 || offset < 0 || (long) topK + offset > MAX_TOP_K) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "limit %d and offset %d: limit has to be at least 1 and their sum at most %d"
              .formatted(topK, offset, MAX_TOP_K));
    }
  }

  /**
   * Whether a search may have so many vectors.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when it may not
   */
  public static void checkVectors(int vectors) {
    if (vectors < 1 || vectors > MAX_VECTORS) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "nq [%d] is invalid, it should be in range [1, %d]".formatted(vectors, MAX_VECTORS));
    }
  }

  /**
   * Whether a search may have so many vectors, and so many rows of all of them.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} when it may not
   */
  public void checkHits() {
    checkLimits(topK, offset);
    checkVectors(vectors.size());
    long hits = (long) vectors.size() * (topK + offset);
    if (hits > MAX_HITS) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "%d vectors with limit %d and offset %d ask for %d rows: a search gives at most %d; make several"
              .formatted(vectors.size(), topK, offset, hits, MAX_HITS));
    }
  }

  /** Most rows a vector that grouping and ranking may look at, to give as many as are asked for. */
  public int mostCandidates() {
    int share = MAX_CANDIDATES / Math.max(1, vectors.size());
    return Math.max(topK + offset, Math.min(MAX_TOP_K, share));
  }

  /** Begins with the parts of this search. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** A search with dense vectors. */
  public static Builder builder(String collection, List<float[]> vectors, int topK) {
    return of(collection, vectors.stream().<QueryVector>map(QueryVector.Dense::new).toList(), topK);
  }

  /** A search with vectors of any kind. */
  public static Builder of(String collection, List<QueryVector> vectors, int topK) {
    return new Builder(collection, vectors, topK);
  }

  /**
   * Collects the parts of a search; what is not set is empty, and consistency is bounded. Not
   * thread-safe.
   */
  public static final class Builder {
    private final String collection;
    private final List<QueryVector> vectors;
    private int topK;
    private String database = "default";
    private List<String> partitions = List.of();
    private String field = "";
    private int offset;
    private Optional<Metric> metric = Optional.empty();
    private Optional<Filter> filter = Optional.empty();
    private OptionalDouble radius = OptionalDouble.empty();
    private OptionalDouble rangeFilter = OptionalDouble.empty();
    private Map<String, String> params = Map.of();
    private List<String> outputFields = List.of();
    private Consistency consistency = Consistency.BOUNDED;
    private List<Filter> conditions = List.of();

    private Builder(String collection, List<QueryVector> vectors, int topK) {
      this.collection = collection;
      this.vectors = vectors;
      this.topK = topK;
    }

    private Builder(SearchRequest search) {
      this(search.collection, search.vectors, search.topK);
      database = search.database;
      partitions = search.partitions;
      field = search.field;
      offset = search.offset;
      metric = search.metric;
      filter = search.filter;
      radius = search.radius;
      rangeFilter = search.rangeFilter;
      params = search.params;
      outputFields = search.outputFields;
      consistency = search.consistency;
      conditions = search.conditions;
    }

    public Builder topK(int value) {
      topK = value;
      return this;
    }

    public Builder database(String value) {
      database = value;
      return this;
    }

    public Builder partitions(List<String> value) {
      partitions = value;
      return this;
    }

    public Builder field(String value) {
      field = value;
      return this;
    }

    public Builder offset(int value) {
      offset = value;
      return this;
    }

    public Builder metric(Metric value) {
      metric = Optional.of(value);
      return this;
    }

    public Builder filter(Filter value) {
      filter = Optional.of(value);
      return this;
    }

    public Builder radius(double value) {
      radius = OptionalDouble.of(value);
      return this;
    }

    public Builder rangeFilter(double value) {
      rangeFilter = OptionalDouble.of(value);
      return this;
    }

    /** Every score is within. */
    public Builder noRange() {
      radius = OptionalDouble.empty();
      rangeFilter = OptionalDouble.empty();
      return this;
    }

    public Builder params(Map<String, String> value) {
      params = value;
      return this;
    }

    public Builder outputFields(List<String> value) {
      outputFields = value;
      return this;
    }

    public Builder consistency(Consistency value) {
      consistency = value;
      return this;
    }

    public Builder conditions(List<Filter> value) {
      conditions = value;
      return this;
    }

    public SearchRequest build() {
      return new SearchRequest(
          database,
          collection,
          partitions,
          field,
          vectors,
          topK,
          offset,
          metric,
          filter,
          radius,
          rangeFilter,
          params,
          outputFields,
          consistency,
          conditions);
    }
  }
}
