package dev.aerie.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of an HTTP API, and queries of the database behind it, by many clients at once: {@code
 * ApiLoad PLAN OUTPUT}. The plan names the API, the database, and for each kind of call what is
 * sent; each client sends the next one when it has its answer.
 */
final class ApiLoad {

  /**
   * @param clients how many call at once
   * @param seconds how long each kind is called, after a third of it to warm up, and another third
   *     before all kinds
   */
  record Plan(String api, String database, int clients, double seconds, List<Kind> kinds) {}

  /** Calls of one kind, sent by turns. */
  record Kind(String name, List<Call> calls) {}

  /**
   * A request, or a query when {@code sql} is there.
   *
   * @param key what the caller shows
   * @param numbered whether a number that is never sent twice takes the place of {@code #} in the
   *     body
   * @param isUpdate whether the resource is read before, for its ETag; that is not measured
   */
  record Call(
      Optional<String> sql,
      String method,
      String path,
      String key,
      Optional<String> body,
      boolean numbered,
      boolean isUpdate) {}

  private ApiLoad() {}

  static void main(String[] arguments) throws IOException {
    ObjectMapper json = new ObjectMapper().findAndRegisterModules();
    Plan plan = json.readValue(Path.of(arguments[0]).toFile(), new TypeReference<>() {});
    try (var requests = new Requests(plan.api(), plan.clients());
        var queries = new Queries(plan.database())) {
      Crowd.Sender sender =
          (call, number) ->
              call.sql().isPresent() ? queries.send(call.sql().get()) : requests.send(call, number);
      json.writeValue(Path.of(arguments[1]).toFile(), measured(plan, sender));
    }
  }

  private static List<Map<String, Object>> measured(Plan plan, Crowd.Sender sender) {
    double warmUp = plan.seconds() / 3;
    for (Kind kind : plan.kinds()) {
      new Crowd(plan.clients(), warmUp, kind.calls(), sender).run();
    }
    List<Map<String, Object>> measured = new ArrayList<>();
    for (Kind kind : plan.kinds()) {
      new Crowd(plan.clients(), warmUp, kind.calls(), sender).run();
      Map<String, Object> facts = new LinkedHashMap<>(Map.of("name", kind.name()));
      facts.putAll(new Crowd(plan.clients(), plan.seconds(), kind.calls(), sender).run());
      measured.add(facts);
    }
    return measured;
  }
}
