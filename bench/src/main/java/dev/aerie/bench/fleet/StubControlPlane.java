package dev.aerie.bench.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A control plane that wants nothing and takes every report, so that the agent is at work too. */
final class StubControlPlane implements AutoCloseable {

  private static final int LONG_POLL_MILLIS = 30_000;

  private final HttpServer server;
  private final AtomicInteger reports = new AtomicInteger();

  StubControlPlane() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, "{\"region\": \"bench\"}"));
    server.createContext("/agent/v1/desired", this::desired);
    server.createContext("/agent/v1/report", this::report);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int reports() {
    return reports.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void desired(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getQuery().contains("after=0")) {
      try {
        Thread.sleep(LONG_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    answer(exchange, "{\"revision\": 1, \"clusters\": [], \"tombstones\": []}");
  }

  private void report(HttpExchange exchange) throws IOException {
    reports.incrementAndGet();
    long batch =
        new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes()).get("batch").asLong();
    answer(exchange, "{\"accepted\": %d}".formatted(batch));
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
