package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.guessing.Guesses;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.region.Credentials;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Finds the region behind a request of {@code /agent/v1} by its agent's key; who guesses keys is
 * slowed.
 */
class AgentFilter {
  private static final String BEARER = "Bearer ";

  /** Who comes here has a token, and no key yet. */
  private static final String ENROL = "/agent/v1/enrol";

  private final Database database;
  private final Credentials credentials;
  private final AgentRegion current;
  private final Caller caller;
  private final Guesses guesses;

  AgentFilter(
      Database database,
      Credentials credentials,
      AgentRegion current,
      Caller caller,
      Guesses guesses) {
    this.database = database;
    this.credentials = credentials;
    this.current = current;
    this.caller = caller;
    this.guesses = guesses;
  }

  @ServerRequestFilter
  void authenticate(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().startsWith("/agent/")
        && !request.getUriInfo().getPath().equals(ENROL)) {
      current.is(
          Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
              .filter(header -> header.startsWith(BEARER))
              .map(header -> region(header.substring(BEARER.length()).strip()))
              .orElseThrow(AgentFilter::refusal));
    }
  }

  private String region(String key) {
    String hash = ApiKeySecret.sha256(key);
    guesses.mustBeFew(caller.remoteAddress(), hash);
    Optional<String> found = database.read(Scope.none(), sql -> credentials.region(sql, key));
    if (found.isEmpty()) {
      guesses.failed(caller.remoteAddress(), hash);
      throw refusal();
    }
    guesses.succeeded(caller.remoteAddress(), hash);
    return database.transaction(
        Scope.region(found.get()),
        sql -> {
          credentials.used(sql, found.get(), key);
          return found.get();
        });
  }

  private static Problem refusal() {
    return Problem.unauthenticated(
        "The agent's key is not valid (any more). Have the region enrolled again.");
  }
}
