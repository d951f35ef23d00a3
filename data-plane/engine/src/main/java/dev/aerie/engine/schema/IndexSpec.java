package dev.aerie.engine.schema;

import java.util.Map;
import java.util.Optional;

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
}
