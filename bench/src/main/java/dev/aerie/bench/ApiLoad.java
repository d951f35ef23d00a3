package dev.aerie.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

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

  private final Plan plan;
  private final CloseableHttpClient http;
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

  private ApiLoad(Plan plan) {
    this.plan = plan;
    this.http = client(plan.clients());
  }

  /** A client that takes little of the processors it shares with what it measures. */
  private static CloseableHttpClient client(int connections) {
    PoolingHttpClientConnectionManager pool =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(connections)
            .setMaxConnPerRoute(connections)
            .build();
    return HttpClients.custom()
        .setConnectionManager(pool)
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .build();
  }

  static void main(String[] arguments) throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper().findAndRegisterModules();
    Plan plan = json.readValue(Path.of(arguments[0]).toFile(), new TypeReference<>() {});
    List<Map<String, Object>> measured = new ArrayList<>();
    ApiLoad load = new ApiLoad(plan);
    for (Kind kind : plan.kinds()) {
      new Crowd(plan.clients(), plan.seconds() / 3, kind.calls(), load::send).run();
    }
    for (Kind kind : plan.kinds()) {
      new Crowd(plan.clients(), plan.seconds() / 3, kind.calls(), load::send).run();
      Map<String, Object> facts = new LinkedHashMap<>(Map.of("name", kind.name()));
      facts.putAll(new Crowd(plan.clients(), plan.seconds(), kind.calls(), load::send).run());
      measured.add(facts);
    }
    load.http.close();
    json.writeValue(Path.of(arguments[1]).toFile(), measured);
  }

  /** Sends one and tells how many nanoseconds its answer took. */
  private long send(Call call, long number) {
    try {
      return call.sql().isPresent() ? query(call.sql().get()) : request(call, number);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(call + " failed", e);
    }
  }

  private long request(Call call, long number) throws IOException {
    ClassicRequestBuilder request = to(call, call.method());
    if (call.isUpdate()) {
      request.setHeader("If-Match", http.execute(to(call, "GET").build(), ApiLoad::tag));
    }
    call.body()
        .map(body -> call.numbered() ? body.replace("#", "n" + number) : body)
        .ifPresent(body -> request.setEntity(body, ContentType.APPLICATION_JSON));
    long start = System.nanoTime();
    http.execute(request.build(), ApiLoad::read);
    return System.nanoTime() - start;
  }

  private ClassicRequestBuilder to(Call call, String method) {
    return ClassicRequestBuilder.create(method)
        .setUri(plan.api() + call.path())
        .setHeader("Authorization", "Bearer " + call.key());
  }

  private static String tag(ClassicHttpResponse answer) throws HttpException, IOException {
    read(answer);
    return answer.getHeader("ETag").getValue();
  }

  /**
   * Takes an answer off its connection; what it says is read of failures alone, as the time that
   * takes is not the server's. An update that another client was ahead of is an answer, too.
   */
  private static boolean read(ClassicHttpResponse answer) throws HttpException, IOException {
    if (answer.getCode() >= 300 && answer.getCode() != 412) {
      throw new IOException(answer.getCode() + " " + EntityUtils.toString(answer.getEntity()));
    }
    EntityUtils.consume(answer.getEntity());
    return true;
  }

  private long query(String sql) throws SQLException {
    Connection connection = Optional.ofNullable(idle.poll()).orElseGet(this::connect);
    long start = System.nanoTime();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        rows.getObject(1);
      }
    }
    long taken = System.nanoTime() - start;
    idle.add(connection);
    return taken;
  }

  private Connection connect() {
    try {
      return DriverManager.getConnection(plan.database());
    } catch (SQLException e) {
      throw new IllegalStateException("the database can't be reached", e);
    }
  }
}
