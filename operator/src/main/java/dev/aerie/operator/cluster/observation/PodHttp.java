package dev.aerie.operator.cluster.observation;

import dev.aerie.operator.cluster.model.DataPlane;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Reads what pods say at their management port. Safe for concurrent use. */
public final class PodHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /** The text at a path, whatever the status code; empty if the pod does not answer in time. */
  Optional<String> get(Pod pod, String path) {
    if (pod.getStatus() == null || pod.getStatus().getPodIP() == null) {
      return Optional.empty();
    }
    HttpRequest request =
        HttpRequest.newBuilder(DataPlane.management(pod.getStatus().getPodIP(), path))
            .timeout(PATIENCE)
            .build();
    try {
      return Optional.of(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
