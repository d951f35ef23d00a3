package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which part of an organisation's log a caller wants verified; all of it without a beginning. */
public class AuditRangeRequest {
  static final String AFTER_SEQUENCE = "afterSequence";
  private static final String AFTER_HASH = "afterHash";

  /** The most events that one request verifies, and how many it does when it does not say. */
  static final int MOST = 100_000;

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** The organisation; required. */
  @QueryParam("organizationId")
  public Optional<String> organizationId = Optional.empty();

  /** The event after which to begin. */
  @QueryParam(AFTER_SEQUENCE)
  @Parameter(
      description =
          "Begin after this event: verifiedThrough of the answer before, or lastSequence of one that was kept. The first event kept without it.")
  public Optional<String> afterSequence = Optional.empty();

  /** Its hash. */
  @QueryParam(AFTER_HASH)
  @Parameter(
      description = "That event's hash, which it must still have: verifiedHash, or lastHash.")
  public Optional<String> afterHash = Optional.empty();

  /** How many events. */
  @QueryParam("limit")
  @Parameter(description = "How many events at most, 1 to 100000; 100000 without it.")
  public Optional<String> limit = Optional.empty();

  /**
   * Checks what can be checked by itself.
   *
   * @throws Problem 400 otherwise
   */
  void check() {
    new Checks()
        .must(isAbsentOr(NUMBER, afterSequence), AFTER_SEQUENCE, "must be the number of an event")
        .must(isAbsentOr(HASH, afterHash), AFTER_HASH, "must be the hash of an event")
        .must(
            afterSequence.isPresent() == afterHash.isPresent(),
            AFTER_HASH,
            "and afterSequence go together")
        .must(
            isAbsentOr(NUMBER, limit) && most() <= MOST, "limit", "must be 1 to %d".formatted(MOST))
        .end();
  }

  /** The event after which to begin; empty for the first that is kept. */
  Optional<AuditChain.End> after() {
    return afterSequence.map(
        number -> new AuditChain.End(Long.parseLong(number), afterHash.orElseThrow()));
  }

  /** How many events to verify. */
  long most() {
    return limit.map(Long::parseLong).orElse((long) MOST);
  }

  private static boolean isAbsentOr(Pattern pattern, Optional<String> text) {
    return text.map(some -> pattern.matcher(some).matches()).orElse(true);
  }
}
