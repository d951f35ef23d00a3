package dev.aerie.controlplane.refusal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aerie.controlplane.problem.FieldProblem;
import dev.aerie.controlplane.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/** The JSON of a refusal, RFC 9457. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
    String type,
    String title,
    int status,
    String detail,
    String code,
    String instance,
    String traceId,
    List<FieldProblem> fields) {

  /** The body for a problem with a request to this path. */
  public static ProblemBody of(Problem problem, String path, String traceId) {
    Response.Status known = Response.Status.fromStatusCode(problem.status());
    return new ProblemBody(
        "urn:aerie:problem:" + problem.code().toLowerCase(Locale.ROOT).replace('_', '-'),
        known == null ? "Refused" : known.getReasonPhrase(),
        problem.status(),
        problem.getMessage(),
        problem.code(),
        path,
        traceId,
        problem.fields());
  }
}
