package dev.aerie.controlplane.refusal;

import dev.aerie.controlplane.throttle.TokenBuckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/**
 * Keeps refused calls from flooding the audit log: of one caller and organisation twenty are
 * recorded at once and two a minute after that; the next one recorded says how many were not. Safe
 * for use by many threads.
 */
@ApplicationScoped
public class RefusalBudget {
  private static final int AT_ONCE = 20;
  private static final Duration PER_TOKEN = Duration.ofSeconds(30);
  private static final int MOST_KEPT = 10_000;

  private final TokenBuckets buckets;

  RefusalBudget(Clock clock) {
    buckets = new TokenBuckets(clock, AT_ONCE, PER_TOKEN, MOST_KEPT);
  }

  /** Whether a refusal of a caller is to be recorded with an organisation. */
  public TokenBuckets.Decision take(String organization, String caller) {
    return buckets.take(organization + " " + caller);
  }
}
