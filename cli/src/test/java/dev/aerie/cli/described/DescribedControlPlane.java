package dev.aerie.cli.described;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aerie.cli.api.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes the calls that {@code docs/openapi.yaml} has, refuses others and what else does not fit
 * there, and answers with its examples, so that verbs are tried in a moment; {@code
 * e2e/test_cli.py} and {@code e2e/test_cli_clusters.py} run them against the real one.
 */
public final class DescribedControlPlane implements AutoCloseable {
  private final Description description = new Description();
  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Queue<Reply>> replies = new HashMap<>();

  /** Starts it. */
  public DescribedControlPlane() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What was called. */
  public record Call(String method, String path, Map<String, String> query, JsonNode body) {
    /** Method and path, with what stands behind the question mark in the order of names. */
    public String line() {
      String asked =
          query.entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(one -> one.getKey() + "=" + one.getValue())
              .reduce((a, b) -> a + "&" + b)
              .map("?"::concat)
              .orElse("");
      return method + " " + path + asked;
    }
  }

  private record Reply(int status, String type, String text) {}

  /** Where it is. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was called, all of it. */
  public List<Call> calls() {
    return calls;
  }

  /** The next call of this is answered so, once; the example comes after what was said. */
  public DescribedControlPlane next(String method, String path, String json) {
    return next(method, path, new Reply(200, "application/json", json));
  }

  /** The next call of this is refused, once. */
  public DescribedControlPlane refuses(String method, String path, String code, String detail) {
    return next(method, path, problem(409, code, detail));
  }

  private synchronized DescribedControlPlane next(String method, String path, Reply reply) {
    replies.computeIfAbsent(method + " " + path, key -> new ArrayDeque<>()).add(reply);
    return this;
  }

  private static Reply problem(int status, String code, String detail) {
    String text = Json.write(Map.of("code", code, "detail", detail, "traceId", "none"));
    return new Reply(status, "application/problem+json", text);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Call call =
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            query(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("")),
            body.isEmpty() ? MissingNode.getInstance() : Json.read(body));
    calls.add(call);
    Reply reply = reply(exchange, call);
    byte[] text = reply.text().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.getResponseHeaders().set("ETag", "\"1\"");
    exchange.sendResponseHeaders(reply.status(), text.length == 0 ? -1 : text.length);
    if (text.length > 0) {
      exchange.getResponseBody().write(text);
    }
    exchange.close();
  }

  private static Map<String, String> query(String text) {
    Map<String, String> found = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&")) {
      String[] parts = pair.split("=", 2);
      found.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return found;
  }

  private Reply reply(HttpExchange exchange, Call call) {
    Optional<JsonNode> operation = description.operation(call.method(), call.path());
    if (operation.isEmpty()) {
      return problem(404, "NOT_DESCRIBED", call.line() + " is not described");
    }
    List<String> wrong = wrong(exchange, operation.get(), call);
    if (!wrong.isEmpty()) {
      return problem(400, "NOT_DESCRIBED", call.line() + ": " + String.join("; ", wrong));
    }
    Queue<Reply> said = replies.get(call.method() + " " + call.path());
    return said == null || said.isEmpty() ? example(operation.get()) : said.remove();
  }

  private List<String> wrong(HttpExchange exchange, JsonNode operation, Call call) {
    List<String> wrong = new ArrayList<>();
    call.query().keySet().stream()
        .filter(name -> !has(operation, "query", name))
        .forEach(name -> wrong.add("no parameter " + name));
    operation
        .path("parameters")
        .valueStream()
        .filter(one -> one.path("in").asText().equals("header"))
        .map(one -> one.path("name").asText())
        .filter(name -> !exchange.getRequestHeaders().containsKey(name))
        .forEach(name -> wrong.add("no header " + name));
    if (!exchange.getRequestHeaders().getFirst("Authorization").startsWith("Bearer ")) {
      wrong.add("no credential");
    }
    JsonNode schema = operation.path("requestBody").path("content").path("application/json");
    if (call.body().isMissingNode() != schema.isMissingNode()) {
      wrong.add(schema.isMissingNode() ? "a body" : "no body");
    } else if (!schema.isMissingNode()) {
      wrong.addAll(BodyCheck.of(description, schema.path("schema"), call.body()));
    }
    return wrong;
  }

  private static boolean has(JsonNode operation, String in, String name) {
    return operation
        .path("parameters")
        .valueStream()
        .anyMatch(
            one -> one.path("in").asText().equals(in) && one.path("name").asText().equals(name));
  }

  /** Every page is the last. */
  private Reply example(JsonNode operation) {
    Map.Entry<Integer, JsonNode> answer = description.answer(operation);
    if (answer.getValue().isMissingNode()) {
      return new Reply(answer.getKey(), "application/json", "");
    }
    JsonNode example = answer.getValue().deepCopy();
    if (example instanceof ObjectNode page && page.has("nextCursor")) {
      page.putNull("nextCursor");
    }
    return new Reply(answer.getKey(), "application/json", Json.write(example));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
