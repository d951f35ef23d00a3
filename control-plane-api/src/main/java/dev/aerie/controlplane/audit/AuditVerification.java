package dev.aerie.controlplane.audit;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether an organisation's audit log is as it was written.
 *
 * @param events how many events were checked before the first broken one
 * @param firstBroken where the chain breaks; empty when it holds
 * @param removedThrough events up to this number were removed when the plan's time was over; 0 for
 *     none
 * @param lastSequence the newest event's number; with its hash a mark to compare later answers to
 */
public record AuditVerification(
    String organizationId,
    boolean valid,
    long events,
    Optional<Break> firstBroken,
    long removedThrough,
    long lastSequence,
    String lastHash) {

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
    /** Its row does not say what its hash was made of. */
    CHANGED,
    /** It does not follow the event before: that one was written anew. */
    UNCHAINED
  }
}
