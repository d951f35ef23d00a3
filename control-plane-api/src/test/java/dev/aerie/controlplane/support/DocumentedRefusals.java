package dev.aerie.controlplane.support;

import dev.aerie.controlplane.problem.Code;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The refusals that the checked-in description has for each call of {@code /v1}. */
public record DocumentedRefusals(List<Call> calls) {
  private static final DocumentedRefusals ALL = read(ApiDocument.read(ApiDocument.CHECKED_IN));

  /** A call, and its codes by their statuses. */
  record Call(String method, Pattern path, Map<String, Set<String>> codes) {
    boolean matches(String askedMethod, String askedPath) {
      return method.equals(askedMethod) && path.matcher(askedPath).matches();
    }
  }

  private static DocumentedRefusals read(ApiDocument document) {
    return new DocumentedRefusals(
        document.operations().stream()
            .filter(ApiDocument.Operation::isOfTheApi)
            .sorted(Comparator.comparing(operation -> -operation.path().length()))
            .map(
                operation ->
                    new Call(
                        operation.method(),
                        Pattern.compile(operation.path().replaceAll("\\{[A-Za-z]+}", "[^/:]+")),
                        codes(document, operation)))
            .toList());
  }

  private static Map<String, Set<String>> codes(
      ApiDocument document, ApiDocument.Operation operation) {
    var codes = new TreeMap<String, Set<String>>();
    for (String status : document.refusedStatuses(operation)) {
      codes.put(
          status,
          document.refusals(operation, status).stream()
              .map(body -> body.path("code").asText())
              .collect(Collectors.toUnmodifiableSet()));
    }
    return codes;
  }

  /**
   * Fails when a refusal is none that its call has. Calls that are not there are let pass, and
   * failures: they are no refusals.
   */
  public static void check(String method, String path, String status, String code) {
    ALL.calls.stream()
        .filter(call -> call.matches(method, path))
        .findFirst()
        .filter(call -> !code.equals(Code.INTERNAL.text()))
        .filter(call -> !call.codes().getOrDefault(status, Set.of()).contains(code))
        .ifPresent(
            call -> {
              throw new AssertionError(
                  "%s %s may not refuse with %s %s, says docs/openapi.yaml; name it in @Refuses"
                      .formatted(method, path, status, code));
            });
  }
}
