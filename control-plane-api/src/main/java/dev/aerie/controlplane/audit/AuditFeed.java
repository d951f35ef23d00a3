package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The events of an organisation in order, for those who pass them on. */
@ApplicationScoped
public class AuditFeed {

  /** Number of the newest event; 0 before the first. */
  public long last(Sql sql, String organization) {
    return sql.first(
            "SELECT seq FROM audit_chains WHERE org_id = ?", row -> row.number("seq"), organization)
        .orElse(0L);
  }

  /** Those after a number, oldest first. */
  public List<AuditEvent> after(Sql sql, String organization, long seq, int limit) {
    return sql
        .list(
            "SELECT * FROM audit_events WHERE org_id = ? AND seq > ? ORDER BY seq LIMIT ?",
            AuditLink::read,
            organization,
            seq,
            limit)
        .stream()
        .map(AuditEvent::of)
        .toList();
  }
}
