package dev.aerie.controlplane.description;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.deprecation.Ending;
import dev.aerie.controlplane.deprecation.Ends;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Refuses;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** What the annotations of endpoints say that OpenAPI does not read by itself. */
final class EndpointIndex {
  private static final Endpoint OPEN =
      new Endpoint(Optional.empty(), List.of(), false, Optional.empty());

  private final Map<String, Endpoint> byOperation = new HashMap<>();

  EndpointIndex(IndexView index) {
    for (AnnotationInstance needs : index.getAnnotations(name(Needs.class))) {
      MethodInfo method = needs.target().asMethod();
      List<Code> refuses =
          Optional.ofNullable(method.annotation(name(Refuses.class)))
              .map(annotation -> annotation.value().asEnumArray())
              .map(names -> Arrays.stream(names).map(Code::valueOf).toList())
              .orElse(List.of());
      byOperation.put(
          method.declaringClass().name().withoutPackagePrefix() + "_" + method.name(),
          new Endpoint(
              Optional.of(needs.value().asEnum()),
              refuses,
              method.returnType().name().equals(name(Response.class)),
              ending(method)));
    }
  }

  private static Optional<Ending> ending(MethodInfo method) {
    return Optional.ofNullable(method.annotation(name(Ends.class)))
        .map(
            ends ->
                Ending.of(
                    ends.value("since").asString(),
                    ends.value("on").asString(),
                    ends.value("instead").asString()));
  }

  private static DotName name(Class<?> type) {
    return DotName.createSimple(type.getName());
  }

  /** An endpoint by the id of its operation; one that is not annotated is open to all. */
  Endpoint of(String operation) {
    return byOperation.getOrDefault(operation, OPEN);
  }

  /**
   * What an endpoint says of itself.
   *
   * @param replayed whether a POST honours Idempotency-Key
   * @param ending when it goes, if it does
   */
  record Endpoint(
      Optional<String> permission, List<Code> refuses, boolean replayed, Optional<Ending> ending) {}
}
