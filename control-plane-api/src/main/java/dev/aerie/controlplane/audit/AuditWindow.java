package dev.aerie.controlplane.audit;

/** Events between two sequences, both left out. */
record AuditWindow(long after, long before) {

  /** What is left when events up to this one have been read. */
  AuditWindow beyond(long seq, AuditOrder order) {
    return switch (order) {
      case NEWEST_FIRST -> new AuditWindow(after, seq);
      case OLDEST_FIRST -> new AuditWindow(seq, before);
    };
  }
}
