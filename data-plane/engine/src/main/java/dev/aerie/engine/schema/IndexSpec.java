package dev.aerie.engine.schema;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asked to be indexed, described back as given.
 *
 * @param field name of the indexed field
 * @param name of the index, unique in its collection
 * @param indexType as the client wrote it, such as {@code AUTOINDEX} or {@code HNSW}
 * @param metric of a vector index; empty for a scalar one
 * @param params further parameters, such as {@code M}
 */
public record IndexSpec(
    String field,
    String name,
    String indexType,
    Optional<Metric> metric,
    Map<String, String> params) {

  public IndexSpec {
    params = Map.copyOf(params);
  }

  private static final Set<Metric> DENSE = EnumSet.of(Metric.L2, Metric.IP, Metric.COSINE);

  /** What serves the index. */
  public enum Kind {
    /** Nothing: every search looks at every row. */
    NONE,
    /** Codes of each row, scanned; a graph where there are too many. */
    QUANTIZED,
    /** Codes, and a graph in all but small segments. */
    GRAPH
  }

  @JsonIgnore
  public Kind kind() {
    String type = indexType.toUpperCase(Locale.ROOT);
    if (type.equals("FLAT")
        || type.startsWith("SPARSE")
        || !metric.map(DENSE::contains).orElse(true)) {
      return Kind.NONE;
    }
    return type.startsWith("HNSW") || type.equals("DISKANN") ? Kind.GRAPH : Kind.QUANTIZED;
  }
}
