package dev.aerie.cli.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as it is told to, which a real control plane does only when its host goes down. */
final class StandIn implements AutoCloseable {
  /** In place of a status: the call arrives, and the connection ends without an answer. */
  static final Reply NONE = new Reply(0, Map.of());

  /** In place of a status: the connection ends in the middle of the answer. */
  static final Reply CUT = new Reply(-1, Map.of());

  private static final int PROMISED = 100;

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final Queue<Reply> replies = new ArrayDeque<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  StandIn() throws IOException {
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What the next calls are answered; 200 after those. */
  StandIn replies(Reply... next) {
    replies.addAll(List.of(next));
    return this;
  }

  List<Call> calls() {
    return calls;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            exchange.getRequestHeaders().getFirst("If-Match"),
            new String(exchange.getRequestBody().readAllBytes())));
    Reply reply = replies.isEmpty() ? new Reply(200, Map.of()) : replies.remove();
    if (reply.status() > 0) {
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(reply.status(), -1);
    }
    if (reply.equals(CUT)) {
      exchange.sendResponseHeaders(200, PROMISED);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  record Reply(int status, Map<String, String> headers) {
    Reply(int status) {
      this(status, Map.of());
    }
  }

  /**
   * What arrived.
   *
   * @param key the Idempotency-Key, null if there was none
   * @param match the If-Match, null if there was none
   */
  record Call(String method, String key, String match, String body) {}
}
