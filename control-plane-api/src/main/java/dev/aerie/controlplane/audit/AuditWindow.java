package dev.aerie.controlplane.audit;

/** Events between two sequences, both left out. */
record AuditWindow(long after, long before) {}
