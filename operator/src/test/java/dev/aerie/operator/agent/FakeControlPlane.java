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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The control plane as an agent sees it: one cluster's document, and the reports handed in. */
final class FakeControlPlane implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<JsonNode> reports = new CopyOnWriteArrayList<>();
  private final List<JsonNode> logs = new CopyOnWriteArrayList<>();
  private String document = "";
  private String logRequests = "";
  private String erasures = "";
  private long revision;
  private boolean out;
  private final AtomicBoolean refusing = new AtomicBoolean();
  private final List<String> otherCalls = new CopyOnWriteArrayList<>();
  private final List<String> enrolments = new CopyOnWriteArrayList<>();
  private final List<String> announcements = new CopyOnWriteArrayList<>();
  private final Set<String> usedKeys = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastAsked = new AtomicLong();
  private final AtomicInteger lostAnswers = new AtomicInteger();

  FakeControlPlane() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::other);
    server.createContext("/agent/v1/enrol", this::enrol);
    server.createContext("/agent/v1/key", this::announce);
    server.createContext("/agent/v1/desired", this::desired);
    server.createContext("/agent/v1/report", this::report);
    server.createContext("/agent/v1/logs", this::logs);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns the revision at which the region has it. */
  synchronized long want(String newDocument) {
    document = newDocument;
    erasures = "";
    revision++;
    notifyAll();
    return revision;
  }

  /** Wants nothing but that the objects of these clusters go. */
  synchronized void erase(String documents) {
    document = "";
    erasures = documents;
    revision++;
    notifyAll();
  }

  /** The revision after which the region asked last. */
  long lastAsked() {
    return lastAsked.get();
  }

  /** Somebody waits for logs; told once. */
  synchronized void askForLogs(String request) {
    logRequests = request;
    revision++;
    notifyAll();
  }

  /** Answers to those who waited for logs. */
  List<JsonNode> logs() {
    return logs;
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

  /** Does what the next calls about keys ask for, and fails to say so. */
  void loseAnswersAboutKeys(int calls) {
    lostAnswers.set(calls);
  }

  /** Hashes of the keys that tokens enrolled. */
  List<String> enrolments() {
    return enrolments;
  }

  /** Hashes of the keys that were to follow. */
  List<String> announcements() {
    return announcements;
  }

  /** Hashes of the keys that calls were made with. */
  Set<String> usedKeys() {
    return usedKeys;
  }

  /** Calls that are not of the protocol. */
  List<String> otherCalls() {
    return otherCalls;
  }

  List<JsonNode> reports() {
    return reports;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void other(HttpExchange exchange) throws IOException {
    otherCalls.add(exchange.getRequestURI().toString());
    exchange.sendResponseHeaders(404, -1);
    exchange.close();
  }

  private void enrol(HttpExchange exchange) throws IOException {
    takeKey(exchange, enrolments);
  }

  private void announce(HttpExchange exchange) throws IOException {
    takeKey(exchange, announcements);
  }

  private void takeKey(HttpExchange exchange, List<String> known) throws IOException {
    known.add(JSON.readTree(exchange.getRequestBody()).get("keySha256").asText());
    if (lostAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.close();
      return;
    }
    answer(exchange, "{\"region\": \"test\"}");
  }

  private void noteKey(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    usedKeys.add(AgentKey.sha256(header.substring("Bearer ".length())));
  }

  private void desired(HttpExchange exchange) throws IOException {
    noteKey(exchange);
    long after =
        Long.parseLong(exchange.getRequestURI().getQuery().replaceAll(".*after=(\\d+).*", "$1"));
    lastAsked.set(after);
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
    String asked = logRequests;
    logRequests = "";
    return "{\"revision\": %d, \"clusters\": [%s], \"tombstones\": [], \"logRequests\": [%s], \"erasures\": [%s]}"
        .formatted(revision, document, asked, erasures);
  }

  private void logs(HttpExchange exchange) throws IOException {
    noteKey(exchange);
    logs.add(JSON.readTree(exchange.getRequestBody()));
    answer(exchange, "{}");
  }

  private void report(HttpExchange exchange) throws IOException {
    noteKey(exchange);
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
