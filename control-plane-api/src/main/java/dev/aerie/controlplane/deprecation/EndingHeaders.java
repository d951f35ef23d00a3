package dev.aerie.controlplane.deprecation;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells by headers that an endpoint will go, refusals included. */
class EndingHeaders {

  @ServerResponseFilter
  void tell(ResourceInfo resource, ContainerResponseContext response) {
    Optional.ofNullable(resource)
        .map(ResourceInfo::getResourceMethod)
        .flatMap(EndingHeaders::of)
        .ifPresent(
            ending -> {
              response.getHeaders().putSingle("Deprecation", ending.deprecation());
              response.getHeaders().putSingle("Sunset", ending.sunset());
            });
  }

  private static Optional<Ending> of(Method endpoint) {
    return Optional.ofNullable(endpoint.getAnnotation(Ends.class))
        .map(ends -> Ending.of(ends.since(), ends.on(), ends.instead()));
  }
}
