package dev.aerie.server.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client of REST, and what asks for health and metrics. */
final class RestCalls implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int OK = 200;
  private static final int ROWS = 500;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Stage stage;

  RestCalls(Stage stage) {
    this.stage = stage;
  }

  /** As Kubernetes and the operator look at a pod. */
  void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers("health/live") || !answers("health/ready") || !answers("metrics")) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the server is not ready within " + PATIENCE);
      }
      Thread.sleep(LOOK);
    }
  }

  private boolean answers(String what) throws IOException, InterruptedException {
    try {
      return send(HttpRequest.newBuilder(stage.told(what)).build()).statusCode() == OK;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** Makes the collection and its rows. */
  void fill() throws IOException, InterruptedException {
    call("collections/create", Map.of("dimension", Rows.DIMENSION, "metricType", Rows.METRIC));
    call("entities/insert", Map.of("data", Rows.numbered(0, ROWS)));
  }

  /** Searches and looks up. */
  void read(int number) throws IOException, InterruptedException {
    Map<String, Object> search =
        Map.of("data", List.of(Rows.vector(number)), "annsField", Rows.VECTOR, "limit", 3);
    call("entities/search", search);
    Map<String, Object> filtered = new HashMap<>(search);
    filtered.put("filter", Rows.FILTER);
    filtered.put("outputFields", List.of("word"));
    call("entities/search", filtered);
    call("entities/query", Map.of("filter", "id == " + number, "outputFields", List.of("word")));
    call("entities/get", Map.of("id", List.of(number), "outputFields", List.of("word")));
  }

  private void call(String name, Map<String, Object> content)
      throws IOException, InterruptedException {
    Map<String, Object> body = new HashMap<>(content);
    body.put("collectionName", Rows.COLLECTION);
    URI address = stage.call(name);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    JsonNode answer = JSON.readTree(send(request).body());
    if (answer.path("code").asInt(-1) != 0) {
      throw new IOException("%s answered %s".formatted(address, answer));
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
