package dev.aerie.server.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What every REST call answers with.
 *
 * @param code 0 when all went well, else the code that gRPC's status has
 * @param data the result; null on failure
 * @param message the sentence of a failure; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(int code, Object data, String message) {
  /** All went well and there is nothing to tell. */
  static Answer done() {
    return of(Map.of());
  }

  static Answer of(Object data) {
    return new Answer(0, data, null);
  }

  static Answer failed(int code, String message) {
    return new Answer(code, null, message);
  }
}
