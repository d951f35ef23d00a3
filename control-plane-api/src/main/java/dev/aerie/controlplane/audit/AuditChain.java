package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.database.Sql;
import java.util.List;
import java.util.Optional;

/** The chain of one organisation's events: its ends and what is between them. */
final class AuditChain {
  private final Sql sql;
  private final String organization;

  AuditChain(Sql sql, String organization) {
    this.sql = sql;
    this.organization = organization;
  }

  /**
   * The end of a chain.
   *
   * @param seq the last event's number; 0 before the first
   * @param hash the last event's hash; empty before the first
   */
  record End(long seq, String hash) {
    /** That of a chain that has not begun. */
    static final End NONE = new End(0, "");
  }

  /** Where the chain ends now. */
  End end() {
    return end("").orElse(End.NONE);
  }

  /** Where the chain ends; nobody else adds to it until the transaction ends. */
  End lock() {
    return end(" FOR UPDATE")
        .orElseGet(
            () -> {
              sql.change(
                  "INSERT INTO audit_chains (org_id, seq, hash) VALUES (?, 0, '') ON CONFLICT DO NOTHING",
                  organization);
              return end(" FOR UPDATE").orElseThrow();
            });
  }

  void moveTo(AuditLink last) {
    sql.change(
        "UPDATE audit_chains SET seq = ?, hash = ? WHERE org_id = ?",
        last.entry().seq(),
        last.hash(),
        organization);
  }

  /** The last event that retention has removed; the next one is built on its hash. */
  End checkpoint() {
    return sql.first(
            "SELECT seq, hash FROM audit_checkpoints WHERE org_id = ?",
            row -> new End(row.number("seq"), row.string("hash")),
            organization)
        .orElse(End.NONE);
  }

  /**
   * Whether an event of the chain tells of a checkpoint: who removed events by hand could move it
   * as well.
   */
  boolean isTold(End checkpoint) {
    return checkpoint.seq() == 0
        || sql.first(
                """
                SELECT 1 AS one FROM audit_events WHERE org_id = ? AND seq > ? AND resource = ? AND action = ?
                  AND after ->> 'removedThrough' = ? AND after ->> 'hash' = ? LIMIT 1
                """,
                row -> row.integer("one"),
                organization,
                checkpoint.seq(),
                organization,
                AuditRetention.ACTION,
                Long.toString(checkpoint.seq()),
                checkpoint.hash())
            .isPresent();
  }

  /** The next events after one, up to another one. */
  List<AuditLink> after(long seq, long end, int most) {
    return sql.list(
        "SELECT * FROM audit_events WHERE org_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
        AuditLink::read,
        organization,
        seq,
        end,
        most);
  }

  /** The hash of an event, if it is there. */
  Optional<String> hash(long seq) {
    return sql.first(
        "SELECT hash FROM audit_events WHERE org_id = ? AND seq = ?",
        row -> row.string("hash"),
        organization,
        seq);
  }

  private Optional<End> end(String lock) {
    return sql.first(
        "SELECT seq, hash FROM audit_chains WHERE org_id = ?" + lock,
        row -> new End(row.number("seq"), row.string("hash")),
        organization);
  }
}
