package dev.aerie.operator.lifecycle;

import java.util.Optional;

/**
 * What one operator process is told.
 *
 * @param nodeHost host of NodePort endpoints, empty for the first node's
 * @param concurrency clusters reconciled at the same time
 * @param mostChanging clusters of the region whose pods may be restarted for a change at once
 * @param leaseNamespace where the lease is for which processes compete; empty: this is the only one
 * @param identity who this process is among them
 */
public record OperatorSettings(
    String nodeHost,
    int concurrency,
    int mostChanging,
    Optional<String> leaseNamespace,
    String identity) {

  /** Name of the lease. */
  public static final String LEASE = "aerie-operator";
}
