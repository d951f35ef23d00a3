package dev.aerie.controlplane.auditsink;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aerie.controlplane.exchange.Versioned;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A place that an organisation's audit events are streamed to, as {@code /v1} shows it.
 *
 * @param delivery how far that is
 */
public record AuditSink(
    String id,
    String organizationId,
    String name,
    @JsonUnwrapped SinkSettings settings,
    boolean enabled,
    Delivery delivery,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long etag)
    implements Versioned {

  /**
   * How far the delivery is.
   *
   * @param lastSequence the newest event there is
   * @param deliveredSequence everything up to this event has been taken
   * @param failedAttempts how many have failed since the last one that did not
   * @param nextAttemptAt when the next one is due
   */
  @Schema(name = "AuditSinkDelivery")
  public record Delivery(
      State state,
      long lastSequence,
      long deliveredSequence,
      int failedAttempts,
      Instant nextAttemptAt,
      Optional<Instant> lastDeliveredAt,
      Optional<String> lastError,
      Optional<Instant> lastErrorAt) {}

  /** How a sink is. */
  @Schema(name = "AuditSinkState")
  public enum State {
    /** It takes events. */
    DELIVERING,
    /** The last attempt failed; the next one is made at its time. */
    FAILING,
    /** Nothing is sent; what happens meanwhile is sent later. */
    DISABLED
  }
}
