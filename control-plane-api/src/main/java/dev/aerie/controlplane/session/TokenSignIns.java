package dev.aerie.controlplane.session;

import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.access.Principal;
import dev.aerie.controlplane.throttle.TokenBuckets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Records the sign-in of people whose tool sends an access token: such a token is made by Keycloak,
 * so its first use is the first the control plane hears of it. One an hour for each person and
 * address, however many tokens and requests there are.
 */
@ApplicationScoped
class TokenSignIns {
  private static final Duration QUIET = Duration.ofHours(1);
  private static final int MOST_KEPT = 10_000;

  private final Caller caller;
  private final SignIns signIns;
  private final TokenBuckets recorded;

  TokenSignIns(Caller caller, SignIns signIns, Clock clock) {
    this.caller = caller;
    this.signIns = signIns;
    this.recorded = new TokenBuckets(clock, 1, QUIET, MOST_KEPT);
  }

  @ServerRequestFilter(priority = 3)
  void arrive(ContainerRequestContext request) {
    if (request.getHeaderString(HttpHeaders.AUTHORIZATION) == null) {
      return;
    }
    caller
        .known()
        .filter(principal -> principal.kind() == Principal.Kind.USER)
        .filter(person -> !person.organizations().isEmpty())
        .filter(person -> recorded.take(person.id() + " " + caller.remoteAddress()).allowed())
        .ifPresent(signIns::record);
  }
}
