package dev.aerie.server.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.aerie.engine.format.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * A line of the audit log before it gets its hash.
 *
 * @param sequence counts the lines of a pod from 1, without gaps
 * @param previousHash of the line before; 64 zeros for the first
 * @param lost what could not be recorded before this line; empty where nothing was lost
 */
@JsonPropertyOrder({"sequence", "previousHash"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record AuditLine(
    long sequence,
    String previousHash,
    String at,
    String pod,
    String caller,
    String call,
    String database,
    String collection,
    Map<String, String> others,
    int code,
    String traceId,
    String remoteAddress,
    long micros,
    String lost) {
  /** What stands before the first line. */
  static final String BEGINNING = "0".repeat(64);

  private static final String HASH_FIELD = ",\"hash\":\"";
  private static final int HASH_END = 64 + "\"}".length();

  static AuditLine of(AuditEvent event, String pod, long sequence, String previousHash) {
    return new AuditLine(
        sequence,
        previousHash,
        event.at().toString(),
        pod,
        event.caller(),
        event.call(),
        event.database(),
        event.collection(),
        event.others(),
        event.code(),
        event.traceId(),
        event.remoteAddress(),
        event.micros(),
        "");
  }

  /** A line that says what is not there. */
  static AuditLine gap(Instant at, String pod, String lost, long sequence, String previousHash) {
    return new AuditLine(
        sequence,
        previousHash,
        at.toString(),
        pod,
        "server",
        "AuditGap",
        "",
        "",
        Map.of(),
        0,
        "",
        "",
        0,
        lost);
  }

  /** The line as it is stored: a JSON object whose last field is the hash of all before it. */
  String sealed() {
    String body = new String(Json.write(this), StandardCharsets.UTF_8);
    String open = body.substring(0, body.length() - 1);
    return open + HASH_FIELD + hash(open) + "\"}";
  }

  /** The hash that a stored line has; empty when it has none. */
  static String hashOf(String stored) {
    int at = stored.length() - HASH_END;
    boolean sealed =
        at > HASH_FIELD.length() && stored.startsWith(HASH_FIELD, at - HASH_FIELD.length());
    return sealed ? stored.substring(at, at + 64) : "";
  }

  /** Whether a stored line is as it was written. */
  static boolean isIntact(String stored) {
    String hash = hashOf(stored);
    return !hash.isEmpty()
        && hash.equals(hash(stored.substring(0, stored.length() - HASH_END - HASH_FIELD.length())));
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }
}
