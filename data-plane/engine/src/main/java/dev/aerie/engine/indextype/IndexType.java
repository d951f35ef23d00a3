package dev.aerie.engine.indextype;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.indextype.Parameter.Choice;
import dev.aerie.engine.indextype.Parameter.Decimal;
import dev.aerie.engine.indextype.Parameter.Flag;
import dev.aerie.engine.indextype.Parameter.Whole;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.IndexSpec;
import dev.aerie.engine.schema.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The index types that Milvus has: the fields each fits, its metrics, its parameters and those of
 * searches. What serves an index is another matter: {@link IndexSpec#kind()}.
 */
public enum IndexType {
  AUTOINDEX(Fields.ANY, List.of(), List.of(new Whole("level", 1, 10))),
  FLAT(Fields.DENSE),
  IVF_FLAT(Fields.DENSE, List.of(Shared.NLIST), List.of(Shared.NPROBE)),
  IVF_SQ8(Fields.DENSE, List.of(Shared.NLIST), List.of(Shared.NPROBE)),
  IVF_PQ(
      Fields.FLOATS,
      List.of(Shared.NLIST, Shared.SUBVECTORS, Shared.BITS),
      List.of(Shared.NPROBE),
      Set.of(Shared.SUBVECTORS.name())),
  IVF_RABITQ(
      Fields.FLOATS,
      List.of(Shared.NLIST, Shared.REFINE, Shared.REFINE_TYPE),
      List.of(Shared.NPROBE, new Whole("rbq_query_bits", 0, 8), Shared.REFINE_K)),
  SCANN(
      Fields.FLOATS,
      List.of(Shared.NLIST, new Flag("with_raw_data")),
      List.of(Shared.NPROBE, new Whole("reorder_k", 1, Integer.MAX_VALUE))),
  HNSW(Fields.DENSE_OR_BINARY, Shared.graph(), List.of(Shared.EF)),
  HNSW_SQ(
      Fields.DENSE,
      Shared.graph(
          new Choice("sq_type", Set.of("SQ4U", "SQ6", "SQ8", "BF16", "FP16")),
          Shared.REFINE,
          Shared.REFINE_TYPE),
      List.of(Shared.EF, Shared.REFINE_K)),
  HNSW_PQ(
      Fields.DENSE,
      Shared.graph(Shared.SUBVECTORS, Shared.BITS, Shared.REFINE, Shared.REFINE_TYPE),
      List.of(Shared.EF, Shared.REFINE_K)),
  HNSW_PRQ(
      Fields.DENSE,
      Shared.graph(
          Shared.SUBVECTORS,
          Shared.BITS,
          new Whole("nrq", 1, 16),
          Shared.REFINE,
          Shared.REFINE_TYPE),
      List.of(Shared.EF, Shared.REFINE_K)),
  DISKANN(
      Fields.FLOATS,
      List.of(
          new Whole("max_degree", 1, 2_048),
          new Whole("search_list_size", 1, Integer.MAX_VALUE),
          new Decimal("pq_code_budget_gb_ratio", 0, 1, true)),
      List.of(new Whole("search_list", 1, Integer.MAX_VALUE))),
  BIN_FLAT(Fields.BINARY),
  BIN_IVF_FLAT(Fields.BINARY, List.of(Shared.NLIST), List.of(Shared.NPROBE)),
  MINHASH_LSH(
      Fields.BINARY,
      List.of(
          new Whole("mh_lsh_band", 1, Integer.MAX_VALUE),
          new Whole("mh_element_bit_width", 1, Integer.MAX_VALUE),
          new Flag("with_raw_data")),
      List.of(new Flag("mh_search_with_jaccard"))),
  SPARSE_INVERTED_INDEX(Fields.SPARSE, Shared.sparse(), List.of(Shared.DROP_RATIO_SEARCH)),
  SPARSE_WAND(Fields.SPARSE, Shared.sparse(), List.of(Shared.DROP_RATIO_SEARCH)),
  INVERTED(Fields.SCALAR_OR_ARRAY),
  BITMAP(Fields.DISCRETE),
  TRIE(Fields.TEXT),
  STL_SORT(Fields.ORDERED),
  NGRAM(
      Fields.TEXT_OR_JSON,
      List.of(new Whole("min_gram", 1, 65_535), new Whole("max_gram", 1, 65_535)),
      List.of(),
      Set.of("min_gram", "max_gram")),
  RTREE(Fields.GEOMETRY);

  private static final String JSON_PATH = "json_path";
  private static final String CAST = "json_cast_type";
  private static final Choice CAST_TYPES =
      new Choice(
          CAST,
          Set.of(
              "BOOL", "DOUBLE", "VARCHAR", "JSON", "ARRAY_BOOL", "ARRAY_DOUBLE", "ARRAY_VARCHAR"));

  private final Fields fields;
  private final List<Parameter> parameters;
  private final List<Parameter> searchParameters;
  private final Set<String> needed;

  IndexType(Fields fields) {
    this(fields, List.of(), List.of());
  }

  IndexType(Fields fields, List<Parameter> parameters, List<Parameter> searchParameters) {
    this(fields, parameters, searchParameters, Set.of());
  }

  IndexType(
      Fields fields,
      List<Parameter> parameters,
      List<Parameter> searchParameters,
      Set<String> needed) {
    this.fields = fields;
    this.parameters = parameters;
    this.searchParameters = searchParameters;
    this.needed = needed;
  }

  /**
   * The type of a name, in any case.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a name that is none
   */
  public static IndexType parse(String name) {
    return Arrays.stream(values())
        .filter(type -> type.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "invalid parameter[expected=valid index][actual=invalid index type: %s]; use one of %s"
                        .formatted(name, List.of(values()))));
  }

  /**
   * Checks an index that is to be made.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} or {@link ErrorCode#METRIC_MISMATCH}
   *     saying what does not fit
   */
  public static void check(IndexSpec index, FieldSchema field) {
    IndexType type = parse(index.indexType());
    Map<String, String> given = Parameters.of(index.params());
    if (!type.fields.fit(field)) {
      throw Parameter.invalid(
          "data type %s of field '%s' can't build with this index %s"
              .formatted(field.type(), field.name(), index.indexType()));
    }
    if (field.type().isVector()) {
      type.checkMetric(field, index);
    } else if (Fields.JSON.fit(field)) {
      checkPath(given);
    }
    Parameters.check(type.parameters, given);
    Parameters.check(Shared.PROPERTIES, given);
    type.needed.stream()
        .filter(name -> !given.containsKey(name))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw Parameter.invalid(
                  "param '%s' not exist in json, %s needs it".formatted(name, type));
            });
    type.checkTogether(field, given);
  }

  /**
   * Checks the parameters of a search, as many rows as it may answer included.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} saying what does not fit
   */
  public void checkSearch(Map<String, String> params, long wanted) {
    Parameters.check(searchParameters, params);
    String breadth = this == DISKANN ? "search_list" : "ef";
    String given = params.get(breadth);
    if (given != null
        && searchParameters.stream().anyMatch(p -> p.name().equals(breadth))
        && Long.parseLong(given.trim()) < wanted) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "%s(%s) should be larger than k(%d)".formatted(breadth, given, wanted));
    }
  }

  private void checkMetric(FieldSchema field, IndexSpec index) {
    Set<Metric> metrics = Fields.metrics(field.type());
    Metric metric =
        index
            .metric()
            .orElseThrow(
                () ->
                    new EngineException(
                        ErrorCode.METRIC_MISMATCH,
                        "the index of vector field '%s' needs a metric_type, one of %s"
                            .formatted(field.name(), metrics)));
    if (!metrics.contains(metric)) {
      throw new EngineException(
          ErrorCode.METRIC_MISMATCH,
          "%s does not support metric type %s on field '%s' of type %s; use one of %s: invalid parameter[expected=valid index params][actual=invalid index params]"
              .formatted(index.indexType(), metric, field.name(), field.type(), metrics));
    }
  }

  private static void checkPath(Map<String, String> given) {
    if (!given.containsKey(CAST)) {
      throw Parameter.invalid(
          "json index must specify cast type: give %s, and %s".formatted(CAST, JSON_PATH));
    }
    CAST_TYPES.check(given.get(CAST));
  }

  private void checkTogether(FieldSchema field, Map<String, String> given) {
    String parts = given.get(Shared.SUBVECTORS.name());
    if (parameters.contains(Shared.SUBVECTORS)
        && parts != null
        && field.dimension() % Integer.parseInt(parts.trim()) != 0) {
      throw Parameter.invalid(
          "dimension must be able to be divided by `m`, dimension: %d, m: %s"
              .formatted(field.dimension(), parts));
    }
    if (this == NGRAM
        && Integer.parseInt(given.get("min_gram").trim())
            > Integer.parseInt(given.get("max_gram").trim())) {
      throw Parameter.invalid("min_gram must not be above max_gram");
    }
    if (this == BITMAP && field.primaryKey()) {
      throw Parameter.invalid("create bitmap index on primary key not supported");
    }
  }

  /** The metric of an index that is made without one. */
  public static Metric defaultMetric(DataType vector) {
    return switch (vector) {
      case BINARY_VECTOR -> Metric.HAMMING;
      case SPARSE_FLOAT_VECTOR -> Metric.IP;
      default -> Metric.COSINE;
    };
  }

  /** A parameter of an index as it was given. */
  public static Optional<String> parameter(IndexSpec index, String name) {
    return Optional.ofNullable(Parameters.of(index.params()).get(name));
  }

  /** What the values at a JSON path are taken as; empty for an index on a whole field. */
  public static String cast(IndexSpec index) {
    return Parameters.of(index.params()).getOrDefault(CAST, "");
  }

  /** The JSON path that an index is on; empty for an index on a whole field. */
  public static String path(IndexSpec index) {
    return Parameters.of(index.params()).getOrDefault(JSON_PATH, "");
  }
}
