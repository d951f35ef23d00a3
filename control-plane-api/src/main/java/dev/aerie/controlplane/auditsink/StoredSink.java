package dev.aerie.controlplane.auditsink;

import java.time.Instant;
import java.util.Optional;

/** A sink as it is kept, with its destination. */
record StoredSink(
    String organization,
    String id,
    String name,
    Destination destination,
    boolean enabled,
    long deliveredSeq,
    int attempts,
    Instant nextAttemptAt,
    Optional<Instant> lastDeliveredAt,
    Optional<String> lastError,
    Optional<Instant> lastErrorAt,
    long etag,
    Instant createdAt,
    Instant updatedAt) {

  /** What callers see, beside the number of the newest event. */
  AuditSink shown(long lastSeq) {
    return new AuditSink(
        id,
        organization,
        name,
        SinkSettings.of(destination),
        enabled,
        new AuditSink.Delivery(
            state(),
            lastSeq,
            deliveredSeq,
            attempts,
            nextAttemptAt,
            lastDeliveredAt,
            lastError,
            lastErrorAt),
        createdAt,
        updatedAt,
        etag);
  }

  private AuditSink.State state() {
    if (!enabled) {
      return AuditSink.State.DISABLED;
    }
    return attempts > 0 ? AuditSink.State.FAILING : AuditSink.State.DELIVERING;
  }

  /** As changes want it; a change begins a new row of attempts. */
  StoredSink with(AuditSinkChanges changes, Instant now) {
    return new StoredSink(
        organization,
        id,
        changes.name().orElse(name),
        changes.settings().saysNothing() ? destination : changes.settings().destination(),
        changes.enabled().orElse(enabled),
        deliveredSeq,
        0,
        now,
        lastDeliveredAt,
        lastError,
        lastErrorAt,
        etag + 1,
        createdAt,
        now);
  }
}
