package dev.aerie.server.activator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a connection begins with. Load balancers and probes open connections and say nothing, and
 * scanners say anything: only who begins as a client does wakes a cluster.
 */
enum Greeting {
  /** Too little yet to tell. */
  UNFINISHED,
  /** HTTP/2 in plain text, so gRPC. */
  HTTP_2,
  /** A request of REST in plain text. */
  HTTP_1,
  /** A TLS handshake. */
  TLS,
  /** Nothing a client of Milvus says. */
  FOREIGN;

  private static final byte[] HTTP_2_PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] TLS_HANDSHAKE = {0x16, 0x03};

  /** Methods that REST has calls for. */
  private static final byte[][] HTTP_1_METHODS =
      Stream.of("POST /v2/", "GET /v2/")
          .map(line -> line.getBytes(US_ASCII))
          .toArray(byte[][]::new);

  static Greeting of(byte[] bytes, int length) {
    if (begins(bytes, length, HTTP_2_PREFACE)) {
      return length < HTTP_2_PREFACE.length ? UNFINISHED : HTTP_2;
    }
    if (begins(bytes, length, TLS_HANDSHAKE)) {
      return length < TLS_HANDSHAKE.length ? UNFINISHED : TLS;
    }
    for (byte[] method : HTTP_1_METHODS) {
      if (begins(bytes, length, method)) {
        return length < method.length ? UNFINISHED : HTTP_1;
      }
    }
    return FOREIGN;
  }

  /** Whether as much as there is of both is the same. */
  private static boolean begins(byte[] bytes, int length, byte[] with) {
    int both = Math.min(length, with.length);
    return Arrays.equals(bytes, 0, both, with, 0, both);
  }
}
