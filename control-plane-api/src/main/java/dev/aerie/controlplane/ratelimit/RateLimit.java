package dev.aerie.controlplane.ratelimit;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.throttle.TokenBuckets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Holds every person and key to its rate, and tells it by the headers {@code RateLimit-Limit},
 * {@code RateLimit-Remaining} and {@code RateLimit-Reset} of
 * draft-ietf-httpapi-ratelimit-headers-06.
 */
@ApplicationScoped
class RateLimit {
  private static final int MOST_KEPT = 100_000;
  private static final String DECISION = "aerie.rate-limit.decision";

  private final Caller caller;
  private final TokenBuckets buckets;

  RateLimit(Caller caller, RateLimitConfig config, Clock clock) {
    if (config.burst() < 1 || config.perSecond() < 1) {
      throw new IllegalStateException(
          "AERIE_RATE_LIMIT_BURST and AERIE_RATE_LIMIT_PER_SECOND must be 1 or more");
    }
    this.caller = caller;
    this.buckets =
        new TokenBuckets(
            clock, config.burst(), Duration.ofSeconds(1).dividedBy(config.perSecond()), MOST_KEPT);
  }

  @ServerRequestFilter(priority = 4)
  void count(ContainerRequestContext request) {
    caller
        .known()
        .ifPresent(
            principal -> {
              TokenBuckets.Decision decision = buckets.take(principal.id());
              request.setProperty(DECISION, decision);
              if (!decision.allowed()) {
                throw Problem.tooMany(
                    Code.RATE_LIMITED,
                    "Too many requests. Wait for the seconds of Retry-After, then go on more slowly.",
                    decision.secondsUntilNext());
              }
            });
  }

  @ServerResponseFilter
  void tell(ContainerRequestContext request, ContainerResponseContext response) {
    Optional.ofNullable(request.getProperty(DECISION))
        .map(TokenBuckets.Decision.class::cast)
        .ifPresent(
            decision -> {
              response.getHeaders().putSingle("RateLimit-Limit", buckets.capacity());
              response.getHeaders().putSingle("RateLimit-Remaining", decision.remaining());
              response.getHeaders().putSingle("RateLimit-Reset", reset(decision));
            });
  }

  /** When all calls are back; for who was refused, the same time as Retry-After. */
  private static long reset(TokenBuckets.Decision decision) {
    return decision.allowed() ? decision.secondsUntilFull() : decision.secondsUntilNext();
  }
}
