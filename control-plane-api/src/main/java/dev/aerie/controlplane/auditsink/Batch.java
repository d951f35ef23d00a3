package dev.aerie.controlplane.auditsink;

import dev.aerie.controlplane.audit.AuditEvent;
import java.util.List;

/** Events that follow each other, and the JSON of each on a line. */
record Batch(List<AuditEvent> events, List<String> lines) {

  /** Copies the lists. */
  Batch {
    events = List.copyOf(events);
    lines = List.copyOf(lines);
  }

  String organization() {
    return events.getFirst().organizationId();
  }

  long first() {
    return events.getFirst().sequence();
  }

  long last() {
    return events.getLast().sequence();
  }

  /** One JSON object a line. */
  String ndjson() {
    return String.join("\n", lines) + "\n";
  }
}
