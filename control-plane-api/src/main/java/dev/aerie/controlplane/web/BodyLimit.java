package dev.aerie.controlplane.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.controlplane.access.Traces;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.refusal.ProblemBody;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that says it is too large before any of it is read. One that says nothing of its
 * size is cut off by Quarkus at the same limit.
 */
@ApplicationScoped
class BodyLimit {
  private static final int FIRST = -1_900;

  private final ObjectMapper json;
  private final long most;

  BodyLimit(
      ObjectMapper json,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
    this.json = json;
    this.most = most.asLongValue();
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).handler(this::check);
  }

  private void check(RoutingContext request) {
    if (isTooLarge(request.request().getHeader("Content-Length"))) {
      refuse(request);
    } else {
      request.next();
    }
  }

  private boolean isTooLarge(String length) {
    try {
      return length != null && Long.parseLong(length) > most;
    } catch (NumberFormatException notANumber) {
      return true;
    }
  }

  private void refuse(RoutingContext request) {
    var problem =
        new Problem(
            Code.REQUEST_ENTITY_TOO_LARGE,
            "The body is larger than %d bytes. Send less at once.".formatted(most));
    String trace = Traces.idOf(Optional.ofNullable(request.request().getHeader("traceparent")));
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", "application/problem+json")
        // The rest of the connection is the body that nobody reads.
        .putHeader("Connection", "close")
        .endHandler(sent -> request.request().connection().close())
        .end(text(ProblemBody.of(problem, request.normalizedPath(), trace)));
  }

  private String text(ProblemBody body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a problem is not JSON", impossible);
    }
  }
}
