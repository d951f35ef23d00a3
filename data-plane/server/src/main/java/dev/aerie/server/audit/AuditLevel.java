package dev.aerie.server.audit;

/** Which calls are recorded. */
public enum AuditLevel {
  OFF,
  /** Calls that change rows, definitions or rights, and whatever was refused for want of rights. */
  WRITES,
  /** And calls that read. */
  ALL
}
