package dev.aerie.operator.cluster.observation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.operator.cluster.model.DataPlane;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks pods how they are, by their readiness endpoint. Safe for concurrent use. */
public final class PodHealthClient {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /** What the pod says; {@link PodHealth#SILENT} when it does not answer in time. */
  public PodHealth ask(Pod pod) {
    if (pod.getStatus() == null || pod.getStatus().getPodIP() == null) {
      return PodHealth.SILENT;
    }
    URI uri = DataPlane.readiness(pod.getStatus().getPodIP());
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try {
      return read(JSON.readTree(http.send(request, BodyHandlers.ofString()).body()));
    } catch (IOException e) {
      return PodHealth.SILENT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return PodHealth.SILENT;
    }
  }

  static PodHealth read(JsonNode answer) {
    Optional<Boolean> writer = Optional.empty();
    Optional<String> storageError = Optional.empty();
    for (JsonNode check : answer.path("checks")) {
      JsonNode data = check.path("data");
      switch (check.path("name").asText()) {
        case "engine" ->
            writer =
                data.has("writer") ? Optional.of(data.get("writer").asBoolean()) : Optional.empty();
        case "storage" ->
            storageError =
                check.path("status").asText().equals("DOWN")
                    ? Optional.of(data.path("error").asText("no reason given"))
                    : Optional.empty();
        default -> {}
      }
    }
    return new PodHealth(writer, storageError);
  }
}
