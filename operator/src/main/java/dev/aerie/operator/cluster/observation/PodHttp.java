package dev.aerie.operator.cluster.observation;

import dev.aerie.operator.cluster.model.DataPlane;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what pods say at their management port. Safe for concurrent use. */
public final class PodHttp {

  private final Duration patience;
  private final HttpClient http;

  public PodHttp() {
    this(Duration.ofSeconds(3));
  }

  /**
   * @param patience for the whole answer: a request's own timeout ends where the answer's body
   *     begins
   */
  PodHttp(Duration patience) {
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
  }

  /** The text at a path, whatever the status code; empty if the pod does not answer in time. */
  Optional<String> get(Pod pod, String path) {
    if (pod.getStatus() == null || pod.getStatus().getPodIP() == null) {
      return Optional.empty();
    }
    HttpRequest request =
        HttpRequest.newBuilder(DataPlane.management(pod.getStatus().getPodIP(), path)).build();
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.ofString());
    try {
      return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).body());
    } catch (ExecutionException e) {
      return Optional.empty();
    } catch (TimeoutException e) {
      answer.cancel(true);
      return Optional.empty();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
