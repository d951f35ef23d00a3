package dev.aerie.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
   * @param seconds how long each kind is called, after a third of it to warm up
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

  private final Plan plan;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ThreadLocal<Connection> connection = ThreadLocal.withInitial(this::connect);

  private ApiLoad(Plan plan) {
    this.plan = plan;
  }

  static void main(String[] arguments) throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper().findAndRegisterModules();
    Plan plan = json.readValue(Path.of(arguments[0]).toFile(), new TypeReference<>() {});
    List<Map<String, Object>> measured = new ArrayList<>();
    for (Kind kind : plan.kinds()) {
      ApiLoad load = new ApiLoad(plan);
      new Crowd(plan.clients(), plan.seconds() / 3, kind.calls(), load::send).run();
      Map<String, Object> facts = new LinkedHashMap<>(Map.of("name", kind.name()));
      facts.putAll(new Crowd(plan.clients(), plan.seconds(), kind.calls(), load::send).run());
      measured.add(facts);
    }
    json.writeValue(Path.of(arguments[1]).toFile(), measured);
  }

  /** Sends one and tells how many nanoseconds its answer took. */
  private long send(Call call, long number) {
    try {
      return call.sql().isPresent() ? query(call.sql().get()) : request(call, number);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(call + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private long request(Call call, long number) throws IOException, InterruptedException {
    HttpRequest.Builder request = to(call);
    if (call.isUpdate()) {
      HttpResponse<String> before = http.send(to(call).GET().build(), BodyHandlers.ofString());
      request.header("If-Match", before.headers().firstValue("ETag").orElseThrow());
    }
    String body =
        call.numbered()
            ? call.body().orElse("").replace("#", "n" + number)
            : call.body().orElse("");
    request.method(call.method(), BodyPublishers.ofString(body));
    long start = System.nanoTime();
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    long taken = System.nanoTime() - start;
    if (answer.statusCode() >= 300 && answer.statusCode() != 412) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return taken;
  }

  private HttpRequest.Builder to(Call call) {
    return HttpRequest.newBuilder(URI.create(plan.api() + call.path()))
        .header("Authorization", "Bearer " + call.key())
        .header("Content-Type", "application/json");
  }

  private long query(String sql) throws SQLException {
    long start = System.nanoTime();
    try (PreparedStatement statement = connection.get().prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        rows.getObject(1);
      }
    }
    return System.nanoTime() - start;
  }

  private Connection connect() {
    try {
      return DriverManager.getConnection(plan.database());
    } catch (SQLException e) {
      throw new IllegalStateException("the database can't be reached", e);
    }
  }
}
