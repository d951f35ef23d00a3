package dev.aerie.controlplane.scim;

import de.captaingoldfish.scim.sdk.common.exceptions.ScimException;
import dev.aerie.controlplane.problem.FieldProblem;
import dev.aerie.controlplane.problem.Problem;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A refusal as SCIM tells it (RFC 7644, section 3.12). */
final class ScimRefusal extends ScimException {
  private static final long serialVersionUID = 1L;

  private ScimRefusal(int status, String type, String detail) {
    super(detail, null, status, type);
  }

  static ScimRefusal notFound(String id) {
    return new ScimRefusal(404, null, "There is no resource " + id + ".");
  }

  static ScimRefusal taken(String name) {
    return new ScimRefusal(409, "uniqueness", name + " is there already.");
  }

  static ScimRefusal invalidValue(String detail) {
    return new ScimRefusal(400, "invalidValue", detail);
  }

  static ScimRefusal of(Problem problem) {
    return new ScimRefusal(
        problem.status(),
        problem.status() == 400 ? "invalidValue" : null,
        Stream.concat(
                Stream.of(problem.getMessage()),
                problem.fields().stream().map(FieldProblem::message))
            .collect(Collectors.joining(" ")));
  }
}
