package dev.aerie.controlplane.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that happened, as {@code /v1} shows it. */
public record AuditEvent(
    String id,
    String organizationId,
    Instant at,
    Actor actor,
    String action,
    String resource,
    String result,
    String traceId,
    String remoteAddress,
    @JsonRawValue @Schema(implementation = Object.class) String before,
    @JsonRawValue @Schema(implementation = Object.class) String after) {

  /** Who did it. */
  public record Actor(String kind, String id, String name) {}

  static AuditEvent of(AuditEntry entry) {
    return new AuditEvent(
        entry.id(),
        entry.organization(),
        entry.at(),
        entry.actor(),
        entry.action(),
        entry.resource(),
        entry.result(),
        entry.traceId(),
        entry.remoteAddress(),
        entry.before().orElse("null"),
        entry.after().orElse("null"));
  }
}
