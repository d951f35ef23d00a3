package dev.aerie.controlplane.access;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Trace ids, taken from W3C Trace Context or made. */
public final class Traces {
  private static final Pattern TRACE_PARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int BYTES = 16;

  private Traces() {}

  /** The trace id of a {@code traceparent} header; a new one when there is none that is whole. */
  public static String idOf(Optional<String> traceParent) {
    return traceParent
        .map(TRACE_PARENT::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .orElseGet(Traces::next);
  }

  private static String next() {
    var bytes = new byte[BYTES];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
