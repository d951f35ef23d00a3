package dev.aerie.operator.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The control plane as an agent sees it: one cluster's document, and the reports handed in. */
final class FakeControlPlane implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<JsonNode> reports = new CopyOnWriteArrayList<>();
  private String document = "";
  private long revision;
  private boolean out;
  private final AtomicBoolean refusing = new AtomicBoolean();

  FakeControlPlane() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/agent/v1/desired", this::desired);
    server.createContext("/agent/v1/report", this::report);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized void want(String newDocument) {
    document = newDocument;
    revision++;
    notifyAll();
  }

  /** Out of order: every call is refused. */
  synchronized void setOut(boolean isOut) {
    out = isOut;
    notifyAll();
  }

  /** The next report is wrong, whatever it says. */
  void refuseNextReport() {
    refusing.set(true);
  }

  List<JsonNode> reports() {
    return reports;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void desired(HttpExchange exchange) throws IOException {
    long after =
        Long.parseLong(exchange.getRequestURI().getQuery().replaceAll(".*after=(\\d+).*", "$1"));
    answer(exchange, next(after));
  }

  private synchronized String next(long after) {
    try {
      while (revision <= after && !out) {
        wait(1000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "{\"revision\": %d, \"clusters\": [%s], \"tombstones\": []}"
        .formatted(revision, document);
  }

  private void report(HttpExchange exchange) throws IOException {
    ObjectNode report = (ObjectNode) JSON.readTree(exchange.getRequestBody());
    if (refusing.getAndSet(false)) {
      exchange.sendResponseHeaders(422, -1);
      exchange.close();
      return;
    }
    reports.add(report);
    answer(exchange, "{\"accepted\": %d}".formatted(report.get("batch").asLong()));
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    boolean refused;
    synchronized (this) {
      refused = out;
    }
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(refused ? 503 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
