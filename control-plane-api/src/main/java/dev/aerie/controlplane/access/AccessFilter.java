package dev.aerie.controlplane.access;

import dev.aerie.controlplane.address.ClientAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Finds out who calls, before an endpoint of {@code /v1} runs. An endpoint that names no permission
 * is closed.
 */
class AccessFilter {
  private static final String BEARER = "Bearer ";

  private final Caller caller;
  private final ClientAddress address;
  private final KeyAuthentication keys;
  private final PersonAuthentication people;
  private final CrossSite crossSite;
  private final Clock clock;

  AccessFilter(
      Caller caller,
      ClientAddress address,
      KeyAuthentication keys,
      PersonAuthentication people,
      CrossSite crossSite,
      Clock clock) {
    this.caller = caller;
    this.address = address;
    this.keys = keys;
    this.people = people;
    this.crossSite = crossSite;
    this.clock = clock;
  }

  @ServerRequestFilter(priority = 1)
  void arrive(ContainerRequestContext request, RoutingContext routing) {
    caller.arrive(
        Traces.idOf(Optional.ofNullable(request.getHeaderString("traceparent"))),
        address.of(routing.request()),
        clock.instant());
  }

  @ServerRequestFilter(priority = 2)
  void authenticate(ContainerRequestContext request, ResourceInfo resource) {
    if (!request.getUriInfo().getPath().startsWith("/v1/")
        || resource.getResourceMethod().isAnnotationPresent(Open.class)) {
      return;
    }
    Needs needs = resource.getResourceMethod().getAnnotation(Needs.class);
    if (needs == null) {
      throw new IllegalStateException(resource.getResourceMethod() + " names no permission");
    }
    caller.identify(principal(request), needs.value());
  }

  private Principal principal(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(BEARER)) {
      crossSite.refuseIn(request);
      return people.authenticate();
    }
    String credential = header.substring(BEARER.length()).strip();
    return ApiKeySecret.isMeant(credential) ? keys.authenticate(credential) : people.authenticate();
  }
}
