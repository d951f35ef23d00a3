package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.audit.AuditVerification.Break;
import dev.aerie.controlplane.audit.AuditVerification.Reason;
import dev.aerie.controlplane.database.Sql;
import java.util.List;
import java.util.Optional;

/** The chain of one organisation's events: where it ends, and whether it holds. */
final class AuditChain {
  private static final int AT_ONCE = 1_000;

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
  record End(long seq, String hash) {}

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

  /**
   * Reads every event from the checkpoint to the end and makes its hash again. The checkpoint
   * itself must be told by an event of the chain: who removed events by hand could move it as well.
   */
  AuditVerification verify() {
    End end = end("").orElse(new End(0, ""));
    End begin = checkpoint();
    var last = begin;
    while (last.seq() < end.seq()) {
      for (AuditLink link : after(last.seq(), end.seq())) {
        Optional<Reason> wrong = wrongWith(link, last);
        if (wrong.isPresent()) {
          return broken(begin, end, last, wrong.get());
        }
        last = new End(link.entry().seq(), link.hash());
      }
      if (last.seq() < end.seq() && after(last.seq(), end.seq()).isEmpty()) {
        return broken(begin, end, last, Reason.MISSING);
      }
    }
    if (!last.hash().equals(end.hash())) {
      return broken(begin, end, new End(last.seq() - 1, ""), Reason.UNCHAINED);
    }
    return isTold(begin)
        ? new AuditVerification(
            organization,
            true,
            last.seq() - begin.seq(),
            Optional.empty(),
            begin.seq(),
            end.seq(),
            end.hash())
        : broken(begin, end, begin, Reason.MISSING);
  }

  /** The last event that retention has removed; the next one is built on its hash. */
  private End checkpoint() {
    return sql.first(
            "SELECT seq, hash FROM audit_checkpoints WHERE org_id = ?",
            row -> new End(row.number("seq"), row.string("hash")),
            organization)
        .orElse(new End(0, ""));
  }

  private boolean isTold(End checkpoint) {
    return checkpoint.seq() == 0
        || sql.first(
                """
                SELECT 1 AS one FROM audit_events WHERE org_id = ? AND seq > ? AND action = ?
                  AND after ->> 'removedThrough' = ? AND after ->> 'hash' = ? LIMIT 1
                """,
                row -> row.integer("one"),
                organization,
                checkpoint.seq(),
                AuditRetention.ACTION,
                Long.toString(checkpoint.seq()),
                checkpoint.hash())
            .isPresent();
  }

  private static Optional<Reason> wrongWith(AuditLink link, End last) {
    if (link.entry().seq() != last.seq() + 1) {
      return Optional.of(Reason.MISSING);
    }
    if (!link.previousHash().equals(last.hash())) {
      return Optional.of(Reason.UNCHAINED);
    }
    return link.isIntact() ? Optional.empty() : Optional.of(Reason.CHANGED);
  }

  private AuditVerification broken(End begin, End end, End last, Reason reason) {
    return new AuditVerification(
        organization,
        false,
        last.seq() - begin.seq(),
        Optional.of(new Break(last.seq() + 1, reason)),
        begin.seq(),
        end.seq(),
        end.hash());
  }

  private List<AuditLink> after(long seq, long end) {
    return sql.list(
        "SELECT * FROM audit_events WHERE org_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
        AuditLink::read,
        organization,
        seq,
        end,
        AT_ONCE);
  }

  private Optional<End> end(String lock) {
    return sql.first(
        "SELECT seq, hash FROM audit_chains WHERE org_id = ?" + lock,
        row -> new End(row.number("seq"), row.string("hash")),
        organization);
  }
}
