package dev.aerie.controlplane.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.controlplane.access.Traces;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.refusal.ProblemBody;
import dev.aerie.controlplane.refusal.RefusalPage;
import io.quarkus.oidc.OIDCException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Answers a sign-in with a problem, or a page of it, while Keycloak cannot be reached. */
@ApplicationScoped
class LoginOutage {
  private static final Logger LOG = Logger.getLogger(LoginOutage.class);
  private static final int FIRST = -1_000;
  private static final int DEEPEST = 10;

  private final ObjectMapper json;

  LoginOutage(ObjectMapper json) {
    this.json = json;
  }

  void register(@Observes Router router) {
    for (String path : new String[] {"/login", "/logout"}) {
      router.route(path).order(FIRST).failureHandler(this::answer);
    }
  }

  private void answer(RoutingContext request) {
    if (!isOutage(request.failure())) {
      request.next();
      return;
    }
    String trace = Traces.idOf(Optional.ofNullable(request.request().getHeader("traceparent")));
    LOG.warnf("Nobody can sign in (trace %s): %s", trace, request.failure().getMessage());
    Problem problem = Problem.identityProviderUnavailable();
    ProblemBody body = ProblemBody.of(problem, request.normalizedPath(), trace);
    boolean page = RefusalPage.suits(request);
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", page ? RefusalPage.TYPE : "application/problem+json")
        .putHeader("Retry-After", "10")
        .end(page ? RefusalPage.of(body) : text(body));
  }

  private static boolean isOutage(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(DEEPEST)
        .anyMatch(cause -> cause instanceof OIDCException || cause instanceof IOException);
  }

  private String text(ProblemBody body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a problem is not JSON", impossible);
    }
  }
}
