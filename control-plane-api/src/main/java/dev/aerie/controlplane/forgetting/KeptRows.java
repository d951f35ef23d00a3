package dev.aerie.controlplane.forgetting;

import java.time.Duration;

/**
 * Rows that are of use for some time only, and how long that is. The functions hold to it too,
 * whatever time they are told.
 */
public enum KeptRows {
  /** What regions measure of clusters. */
  CLUSTER_SAMPLES("forget_cluster_samples", Duration.ofDays(30)),
  /** What has happened to clusters. */
  CLUSTER_EVENTS("forget_cluster_events", Duration.ofDays(30)),
  /** How API keys were used with clusters, by the hour; those that the audit log lacks stay. */
  KEY_USES("forget_key_uses", Duration.ofDays(30)),
  /** Logs that were asked for, and that nobody came back for. */
  LOG_REQUESTS("forget_log_requests", Duration.ofMinutes(2)),
  /** What was answered under Idempotency-Keys. */
  IDEMPOTENCY_KEYS("forget_idempotency_keys", Duration.ofHours(24)),
  /** Sessions that people have ended: for longer than Keycloak lets any last. */
  ENDED_SESSIONS("forget_ended_sessions", Duration.ofDays(31)),
  /** People all of whose sessions have ended: for as long. */
  ENDED_SUBJECTS("forget_ended_subjects", Duration.ofDays(31));

  private final String function;
  private final Duration span;

  KeptRows(String function, Duration span) {
    this.function = function;
    this.span = span;
  }

  /** The SQL function that removes so many that are older than a time, and counts them. */
  String function() {
    return function;
  }

  /** How long they are of use; they may lie there for a little longer. */
  public Duration span() {
    return span;
  }
}
