package dev.aerie.engine.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.format.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** What servers of key services share: who may call, and the state of their one key. */
abstract class KeyServer implements AutoCloseable {
  static final String TOKEN = "token-1";

  /** An answer that is no success. */
  record Refusal(int status, String body) {}

  private final HttpServer server;
  private volatile String token = TOKEN;
  private volatile Refusal refusal;
  private volatile int tokensGiven;

  KeyServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** The port of this service with its one key, all that is needed to call it. */
  abstract KeyService service(Supplier<String> accessToken);

  /** Makes a further version of the key, which wraps from now on. */
  abstract void rotate();

  /** What the service says when its key was switched off. */
  abstract Refusal disabled();

  abstract Map<String, ?> answer(String path, JsonNode body) throws Exception;

  /** Answers a request for a token of the caller's identity; null where it is none. */
  abstract Map<String, ?> token(HttpExchange exchange, String body);

  final String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  final void refuse(Refusal all) {
    refusal = all;
  }

  /** Gives out, and takes, another token than before. */
  final void renewToken(String next) {
    token = next;
  }

  final String currentToken() {
    return token;
  }

  final int tokensGiven() {
    return tokensGiven;
  }

  @Override
  public final void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      try {
        answer(exchange, body);
      } catch (Exception e) {
        send(exchange, 400, Json.write(Map.of("error", e.toString())));
      }
    }
  }

  private void answer(HttpExchange exchange, byte[] body) throws Exception {
    Map<String, ?> given = token(exchange, new String(body, StandardCharsets.UTF_8));
    String credential = exchange.getRequestHeaders().getFirst("Authorization");
    if (given != null) {
      tokensGiven++;
      send(exchange, 200, Json.write(given));
    } else if (!("Bearer " + token).equals(credential)) {
      send(exchange, 401, Json.write(Map.of("error", "no such token")));
    } else if (refusal != null) {
      send(exchange, refusal.status, TestEngine.utf8(refusal.body));
    } else {
      JsonNode request = Json.read("request", body, JsonNode.class);
      send(exchange, 200, Json.write(answer(exchange.getRequestURI().toString(), request)));
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
