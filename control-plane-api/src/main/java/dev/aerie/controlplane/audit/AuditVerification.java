package dev.aerie.controlplane.audit;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether an organisation's audit log, or a part of it, is as it was written.
 *
 * @param events how many events were checked before the first broken one
 * @param firstBroken where the chain breaks; empty when it holds
 * @param removedThrough events up to this number were removed when the plan's time was over; 0 for
 *     none
 * @param lastSequence the newest event's number; with its hash a mark to compare later answers to
 * @param complete whether the end of the log was reached; if not, and what was verified holds, ask
 *     for what comes after {@code verifiedThrough}
 * @param verifiedThrough the last event that was verified, or the one that verification began after
 * @param verifiedHash its hash
 */
public record AuditVerification(
    String organizationId,
    boolean valid,
    long events,
    Optional<Break> firstBroken,
    long removedThrough,
    long lastSequence,
    String lastHash,
    boolean complete,
    long verifiedThrough,
    String verifiedHash) {

  /** Whether there is more to verify. */
  boolean goesOn() {
    return valid && !complete;
  }

  /** Where it goes on. */
  AuditChain.End verified() {
    return new AuditChain.End(verifiedThrough, verifiedHash);
  }

  /** What this and the part after it say. */
  AuditVerification then(AuditVerification next) {
    return new AuditVerification(
        organizationId,
        next.valid,
        events + next.events,
        next.firstBroken,
        next.removedThrough,
        next.lastSequence,
        next.lastHash,
        next.complete,
        next.verifiedThrough,
        next.verifiedHash);
  }

  /**
   * The first place where the chain does not hold.
   *
   * @param sequence the event's number
   * @param reason what is wrong with it
   */
  @Schema(name = "AuditBreak")
  public record Break(long sequence, Reason reason) {}

  /** What can be wrong with an event. */
  @Schema(name = "AuditBreakReason")
  public enum Reason {
    /** Its row is not there. */
    MISSING,
    /** Its row does not say what its hash was made of, or does not have the hash that was named. */
    CHANGED,
    /** It does not follow the event before: that one was written anew. */
    UNCHAINED
  }
}
