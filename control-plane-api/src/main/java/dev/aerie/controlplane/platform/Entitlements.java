package dev.aerie.controlplane.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.exchange.Versioned;
import dev.aerie.controlplane.quota.QuotaUsage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an organisation may have, and how much of it is used.
 *
 * @param items each limit, the plan's or the organisation's own
 * @param auditRetentionDays how long its plan keeps audit events; empty: for ever
 * @param auditKeptUntil no audit event is removed before, as the plan before kept them for longer
 */
public record Entitlements(
    String id,
    String name,
    String plan,
    List<QuotaUsage.Item> items,
    Optional<Long> auditRetentionDays,
    Optional<Instant> auditKeptUntil,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long etag)
    implements Versioned {

  /** Copies the list. */
  public Entitlements {
    items = List.copyOf(items);
  }

  static Entitlements of(Terms terms, QuotaUsage usage) {
    return new Entitlements(
        terms.id(),
        terms.name(),
        terms.plan().name(),
        usage.items(),
        terms.plan().auditRetentionDays(),
        terms.auditKeptUntil(),
        terms.createdAt(),
        terms.updatedAt(),
        terms.etag());
  }
}
