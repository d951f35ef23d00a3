package dev.aerie.controlplane.exchange;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses requests without a body where the endpoint takes one. */
class RequiredBody {
  private static final Set<String> WITH_BODY = Set.of("POST", "PATCH");

  @ServerRequestFilter(priority = 6000)
  void check(ContainerRequestContext request, ResourceInfo resource) {
    if (WITH_BODY.contains(request.getMethod()) && takesBody(resource) && !request.hasEntity()) {
      throw new Problem(Code.MALFORMED_JSON, "The request needs a JSON body.");
    }
  }

  private static boolean takesBody(ResourceInfo resource) {
    return Arrays.stream(resource.getResourceMethod().getParameters())
        .map(Parameter::getType)
        .anyMatch(Class::isRecord);
  }
}
