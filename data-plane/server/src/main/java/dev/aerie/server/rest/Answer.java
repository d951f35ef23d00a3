package dev.aerie.server.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What every REST call answers with.
 *
 * @param code 0 when all went well, else the code that gRPC's status has
 * @param data the result; null on failure
 * @param topks how many of the result's rows each vector of a search has; null for other calls
 * @param message the sentence of a failure; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(int code, Object data, List<Long> topks, String message) {
  /** All went well and there is nothing to tell. */
  static Answer done() {
    return of(Map.of());
  }

  static Answer of(Object data) {
    return new Answer(0, data, null, null);
  }

  static Answer ofHits(Object data, List<Long> topks) {
    return new Answer(0, data, topks, null);
  }

  static Answer failed(int code, String message) {
    return new Answer(code, null, null, message);
  }
}
