package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.region.RegionRepository;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Finds the region behind a request of {@code /agent/v1} by its token. */
class AgentFilter {
  private static final String BEARER = "Bearer ";

  private final Database database;
  private final RegionRepository regions;
  private final AgentRegion current;

  AgentFilter(Database database, RegionRepository regions, AgentRegion current) {
    this.database = database;
    this.regions = regions;
    this.current = current;
  }

  @ServerRequestFilter
  void authenticate(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().startsWith("/agent/")) {
      current.is(
          Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
              .filter(header -> header.startsWith(BEARER))
              .flatMap(header -> region(header.substring(BEARER.length()).strip()))
              .orElseThrow(
                  () ->
                      Problem.unauthenticated(
                          "The region token is not valid. Set AERIE_REGION_TOKEN to the region's.")));
    }
  }

  private Optional<String> region(String token) {
    return database.transaction(
        Scope.none(), sql -> regions.withToken(sql, ApiKeySecret.sha256(token)));
  }
}
