package dev.aerie.server.rest;

import dev.aerie.server.codec.Pairs;
import io.milvus.grpc.KeyValuePair;
import java.util.List;
import java.util.Map;

/** Figures of collections and partitions in JSON. */
final class Statistics {
  private Statistics() {}

  static Map<String, Long> of(List<KeyValuePair> figures) {
    return Map.of("rowCount", Long.valueOf(Pairs.toMap(figures).get("row_count")));
  }
}
