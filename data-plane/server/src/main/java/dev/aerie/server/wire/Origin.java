package dev.aerie.server.wire;

import java.util.Optional;
import java.util.UUID;

/**
 * Where a call comes from.
 *
 * @param authorization what the client sent to say who it is
 * @param address of the client, as far as this pod sees it
 * @param traceId what joins the records of one call: the client's, or one made here
 * @param passedOn whether another pod of this cluster passed the call on
 */
public record Origin(
    Optional<String> authorization, String address, String traceId, boolean passedOn) {
  /** Name of the header of W3C trace context. */
  public static final String TRACE_PARENT = "traceparent";

  /** Name of the header with which Milvus clients name their calls. */
  public static final String REQUEST_ID = "client-request-id";

  /** Name of the header of calls that pods pass on. */
  static final String PASSED_ON = "aerie-passed-on";

  private static final int LONGEST = 64;

  /**
   * @param traceParent the W3C header, {@code version-trace-span-flags}
   * @param requestId the Milvus header
   */
  public static Origin of(
      Optional<String> authorization,
      String address,
      Optional<String> traceParent,
      Optional<String> requestId) {
    String trace =
        traceParent
            .map(header -> header.split("-", -1))
            .filter(parts -> parts.length >= 4)
            .map(parts -> parts[1])
            .or(() -> requestId.filter(id -> !id.isBlank()))
            .map(id -> id.substring(0, Math.min(id.length(), LONGEST)))
            .orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
    return new Origin(authorization, address, trace, false);
  }

  /** The same, passed on by another pod when the header says so. */
  Origin passedOn(Optional<String> header) {
    return new Origin(authorization, address, traceId, header.isPresent());
  }
}
