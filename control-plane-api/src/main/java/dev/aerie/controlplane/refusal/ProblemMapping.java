package dev.aerie.controlplane.refusal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.aerie.controlplane.access.Caller;
import dev.aerie.controlplane.database.DatabaseException;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every failure of a request with a problem body, or who signs in with a page of it. */
class ProblemMapping {
  private static final Logger LOG = Logger.getLogger(ProblemMapping.class);

  private final Caller caller;
  private final Refusals refusals;
  private final RoutingContext routing;

  ProblemMapping(Caller caller, Refusals refusals, RoutingContext routing) {
    this.caller = caller;
    this.refusals = refusals;
    this.routing = routing;
  }

  @ServerExceptionMapper
  Response refused(Problem problem, UriInfo uri) {
    refusals.record(problem);
    return answer(problem, uri);
  }

  @ServerExceptionMapper
  Response wrongJson(MismatchedInputException failure, UriInfo uri) {
    return answer(JsonProblems.of(failure), uri);
  }

  @ServerExceptionMapper
  Response refusedByHttp(WebApplicationException failure, UriInfo uri) {
    if (failure.getCause() instanceof JsonProcessingException json) {
      return answer(JsonProblems.of(json), uri);
    }
    int status = failure.getResponse().getStatus();
    String detail =
        failure instanceof NotFoundException
            ? "There is nothing at this address. See /q/openapi for what there is."
            : "The request was refused: "
                + failure.getResponse().getStatusInfo().getReasonPhrase()
                + ".";
    return answer(Problem.ofHttp(status, codeOf(status), detail), uri);
  }

  @ServerExceptionMapper
  Response refusedByDatabase(DatabaseException failure, UriInfo uri) {
    return failure.isUnkeepableValue()
        ? answer(
            new Problem(
                Code.INVALID_REQUEST,
                "A value cannot be kept, such as text with a NUL character or a time too far away."),
            uri)
        : failed(failure, uri);
  }

  @ServerExceptionMapper
  Response failed(Throwable failure, UriInfo uri) {
    LOG.error("A request failed", failure);
    return answer(
        new Problem(
            Code.INTERNAL,
            "The control plane failed. Try again; if it stays, report the trace id "
                + caller.traceId()
                + "."),
        uri);
  }

  private static String codeOf(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "REFUSED" : known.name();
  }

  private Response answer(Problem problem, UriInfo uri) {
    var body = ProblemBody.of(problem, uri.getPath(), caller.traceId());
    var response = Response.status(problem.status());
    if (RefusalPage.suits(routing)) {
      response.type(RefusalPage.TYPE).entity(RefusalPage.of(body));
    } else {
      response.type("application/problem+json").entity(body);
    }
    if (problem.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
      response.header("WWW-Authenticate", "Bearer");
    }
    if (problem.retryAfter() > 0) {
      response.header(HttpHeaders.RETRY_AFTER, problem.retryAfter());
    }
    return response.build();
  }
}
