package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.region.Credentials;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Finds the region behind a request of {@code /agent/v1} by its agent's key. */
class AgentFilter {
  private static final String BEARER = "Bearer ";

  /** Who comes here has a token, and no key yet. */
  private static final String ENROL = "/agent/v1/enrol";

  private final Database database;
  private final Credentials credentials;
  private final AgentRegion current;

  AgentFilter(Database database, Credentials credentials, AgentRegion current) {
    this.database = database;
    this.credentials = credentials;
    this.current = current;
  }

  @ServerRequestFilter
  void authenticate(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().startsWith("/agent/")
        && !request.getUriInfo().getPath().equals(ENROL)) {
      current.is(
          Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
              .filter(header -> header.startsWith(BEARER))
              .flatMap(header -> region(header.substring(BEARER.length()).strip()))
              .orElseThrow(
                  () ->
                      Problem.unauthenticated(
                          "The agent's key is not valid (any more). Have the region enrolled again.")));
    }
  }

  private Optional<String> region(String key) {
    Optional<String> found = database.read(Scope.none(), sql -> credentials.region(sql, key));
    found.ifPresent(
        name ->
            database.transaction(
                Scope.region(name),
                sql -> {
                  credentials.used(sql, name, key);
                  return name;
                }));
    return found;
  }
}
