package dev.aerie.server.wire;

import java.util.Optional;
import java.util.UUID;

/**
 * Where a call comes from.
 *
 * @param authorization what the client sent to say who it is
 * @param address of the client, as far as this pod sees it
 * @param traceId what joins the records of one call: the client's, or one made here
 * @param passedOnTo what another pod of this cluster, which passed the call on, took for the
 *     writer: proof that it is one, as only pods know it
 */
public record Origin(
    Optional<String> authorization, String address, String traceId, Optional<String> passedOnTo) {
  /** Name of the header of W3C trace context. */
  public static final String TRACE_PARENT = "traceparent";

  /** Name of the header with which Milvus clients name their calls. */
  public static final String REQUEST_ID = "client-request-id";

  /** Name of the header by which pods that pass calls on show what they are. */
  static final String PASSED_ON_TO = "aerie-passed-on-to";

  /** Name of the header by which they tell the client's address. */
  static final String CLIENT_ADDRESS = "aerie-client-address";

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
    return new Origin(authorization, address, trace, Optional.empty());
  }

  /** The same, as another pod passed it on for a client. */
  Origin passedOn(String writer, String clientAddress) {
    return new Origin(authorization, clientAddress, traceId, Optional.of(writer));
  }
}
