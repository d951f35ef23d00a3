package dev.aerie.controlplane.platform;

import java.util.Optional;

/**
 * A plan there is.
 *
 * @param auditRetentionDays how long it keeps audit events; empty: for ever
 */
record Plan(String name, Optional<Long> auditRetentionDays) {

  /** Whether it keeps audit events for less time. */
  boolean forgetsSoonerThan(Plan other) {
    return auditRetentionDays
        .filter(days -> other.auditRetentionDays.filter(longest -> longest <= days).isEmpty())
        .isPresent();
  }
}
