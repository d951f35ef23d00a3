package dev.aerie.operator.cluster.observation;

import dev.aerie.operator.autoscale.Load;
import dev.aerie.operator.cluster.model.DataPlane;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** Asks pods how busy they are, by their metrics in Prometheus' text format. Thread-safe. */
public final class PodLoadClient {

  private final PodHttp http;

  /**
   * @param http asks
   */
  public PodLoadClient(PodHttp http) {
    this.http = http;
  }

  /** The load of all pods together; a figure that one does not tell is absent. */
  public Load ask(List<Pod> pods) {
    return Load.together(pods.stream().map(this::ask).toList());
  }

  private Load ask(Pod pod) {
    return http.get(pod, DataPlane.METRICS).map(PodLoadClient::read).orElse(Load.UNKNOWN);
  }

  static Load read(String answer) {
    MetricsText text = new MetricsText(answer);
    Optional<Double> free = text.highest("disk_free_bytes");
    Optional<Double> total = text.highest("disk_total_bytes");
    return new Load(
        text.highest("jvm_memory_usage_after_gc", labels -> labels.contains("area=\"heap\"")),
        free.flatMap(left -> total.filter(all -> all > 0).map(all -> 1 - left / all)),
        text.highest("process_cpu_usage").filter(value -> value >= 0),
        text.highest(
                "aerie_requests_seconds",
                labels ->
                    labels.contains("call=\"Search\"") && labels.contains("quantile=\"0.99\""))
            .map(seconds -> seconds * 1000));
  }
}
