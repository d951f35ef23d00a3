package dev.aerie.controlplane.audit;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.database.Row;

/** An event where it stands in its organisation's chain. */
record AuditLink(AuditEntry entry, String previousHash, String hash) {

  /** The link that follows one with this hash. */
  static AuditLink after(String previousHash, AuditEntry entry) {
    return new AuditLink(entry, previousHash, ApiKeySecret.sha256(entry.chained(previousHash)));
  }

  static AuditLink read(Row row) {
    return new AuditLink(AuditEntry.read(row), row.string("previous_hash"), row.string("hash"));
  }

  /** Whether the hash is that of what the row says. */
  boolean isIntact() {
    return after(previousHash, entry).hash().equals(hash);
  }
}
