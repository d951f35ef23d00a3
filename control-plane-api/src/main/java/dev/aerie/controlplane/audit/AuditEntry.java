package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.database.Row;
import java.time.Instant;
import java.util.Optional;

/** A row of the audit log, and the text its hash is made of. */
record AuditEntry(
    String organization,
    long seq,
    String id,
    Instant at,
    AuditEvent.Actor actor,
    String action,
    String resource,
    String result,
    String traceId,
    String remoteAddress,
    Optional<String> before,
    Optional<String> after) {

  static AuditEntry read(Row row) {
    return new AuditEntry(
        row.string("org_id"),
        row.number("seq"),
        row.string("id"),
        row.instant("at"),
        new AuditEvent.Actor(
            row.string("actor_kind"), row.string("actor_id"), row.string("actor_name")),
        row.string("action"),
        row.string("resource"),
        row.string("result"),
        row.string("trace_id"),
        row.string("remote_address"),
        row.text("before"),
        row.text("after"));
  }

  /** Every field with its length before it, so that no two rows have the same text. */
  String chained(String previous) {
    var text = new StringBuilder();
    for (String part :
        new String[] {
          previous,
          organization,
          Long.toString(seq),
          id,
          at.getEpochSecond() + "." + at.getNano(),
          actor.kind(),
          actor.id(),
          actor.name(),
          action,
          resource,
          result,
          traceId,
          remoteAddress,
          before.orElse(""),
          after.orElse("")
        }) {
      text.append(part.length()).append(':').append(part);
    }
    return text.toString();
  }
}
