package dev.aerie.operator.cluster.observation;

import static java.util.stream.Collectors.toMap;

import dev.aerie.operator.cluster.model.DataPlane;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks pods by their metrics how many calls they have answered. Thread-safe. */
public final class PodCallsClient {

  /** A pod that serves tells this, whether it was called or not. */
  private static final String ALWAYS_TOLD = "aerie_requests_active ";

  /** Not of calls refused for their key: 1800, or their rights: 1401. */
  private static final Pattern ADMITTED =
      Pattern.compile(
          "^aerie_requests_seconds_count\\{(?![^}]*code=\"(?:1800|1401)\")[^}]*} ([0-9.eE+]+)$",
          Pattern.MULTILINE);

  private final PodHttp http;

  /**
   * @param http asks
   */
  public PodCallsClient(PodHttp http) {
    this.http = http;
  }

  /** Admitted calls of each pod by its uid, empty for one that does not tell. */
  public Map<String, Optional<Long>> ask(List<Pod> pods) {
    return pods.stream()
        .collect(
            toMap(
                pod -> pod.getMetadata().getUid(),
                pod -> http.get(pod, DataPlane.METRICS).flatMap(PodCallsClient::admitted)));
  }

  private static Optional<Long> admitted(String metrics) {
    if (!metrics.contains(ALWAYS_TOLD)) {
      return Optional.empty();
    }
    return Optional.of(
        (long)
            ADMITTED
                .matcher(metrics)
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum());
  }
}
