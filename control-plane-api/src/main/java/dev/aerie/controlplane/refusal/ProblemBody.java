package dev.aerie.controlplane.refusal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aerie.controlplane.problem.FieldProblem;
import java.util.List;

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
    List<FieldProblem> fields) {}
