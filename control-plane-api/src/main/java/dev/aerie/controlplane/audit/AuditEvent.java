package dev.aerie.controlplane.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that happened, as {@code /v1} shows it.
 *
 * @param sequence counts the events of the organisation, beginning with 1
 * @param previousHash the hash of the event before; empty for the first
 * @param hash SHA-256 of the event and of the hash before, see docs/security/audit-chain.md
 */
public record AuditEvent(
    String id,
    String organizationId,
    long sequence,
    Instant at,
    Actor actor,
    String action,
    String resource,
    String result,
    String traceId,
    String remoteAddress,
    String previousHash,
    String hash,
    @JsonRawValue @Schema(implementation = Object.class) String before,
    @JsonRawValue @Schema(implementation = Object.class) String after) {

  /** Who did it. */
  public record Actor(String kind, String id, String name) {}

  static AuditEvent of(AuditLink link) {
    AuditEntry entry = link.entry();
    return new AuditEvent(
        entry.id(),
        entry.organization(),
        entry.seq(),
        entry.at(),
        entry.actor(),
        entry.action(),
        entry.resource(),
        entry.result(),
        entry.traceId(),
        entry.remoteAddress(),
        link.previousHash(),
        link.hash(),
        entry.before().orElse("null"),
        entry.after().orElse("null"));
  }
}
