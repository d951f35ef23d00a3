package dev.aerie.controlplane.platform;

import dev.aerie.controlplane.exchange.Versioned;
import dev.aerie.controlplane.quota.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The plan of an organisation and what was agreed beside it.
 *
 * @param limits the organisation's own, which take the place of the plan's
 * @param auditKeptUntil no audit event is removed before
 */
record Terms(
    String id,
    String name,
    Plan plan,
    Map<Quota, Long> limits,
    Optional<Instant> auditKeptUntil,
    Instant createdAt,
    Instant updatedAt,
    long etag)
    implements Versioned {
  /** What a plan would remove that was given by mistake is kept for as long as what is deleted. */
  private static final Duration TIME_TO_NOTICE = Duration.ofDays(30);

  /** Copies the map. */
  Terms {
    limits = Map.copyOf(limits);
  }

  /** Those with another plan and other limits, from now on. */
  Terms with(Plan given, Map<Quota, Long> own, Instant now) {
    return new Terms(
        id,
        name,
        given,
        own,
        given.forgetsSoonerThan(plan) ? Optional.of(now.plus(TIME_TO_NOTICE)) : auditKeptUntil,
        createdAt,
        now,
        etag + 1);
  }
}
