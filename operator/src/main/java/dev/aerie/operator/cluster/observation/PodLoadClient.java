package dev.aerie.operator.cluster.observation;

import dev.aerie.operator.autoscale.Load;
import dev.aerie.operator.cluster.model.DataPlane;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Asks pods how busy they are, by their metrics in Prometheus' text format. Thread-safe. */
public final class PodLoadClient {

  private static final Pattern LINE =
      Pattern.compile("^([a-z_]+)(\\{[^}]*})? ([-+0-9.eE]+)$", Pattern.MULTILINE);

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

  static Load read(String text) {
    Optional<Double> free = figure(text, "disk_free_bytes", labels -> true);
    Optional<Double> total = figure(text, "disk_total_bytes", labels -> true);
    return new Load(
        figure(text, "jvm_memory_usage_after_gc", labels -> labels.contains("area=\"heap\"")),
        free.flatMap(left -> total.filter(all -> all > 0).map(all -> 1 - left / all)),
        figure(text, "process_cpu_usage", labels -> true).filter(value -> value >= 0),
        figure(
                text,
                "aerie_requests_seconds",
                labels ->
                    labels.contains("call=\"Search\"") && labels.contains("quantile=\"0.99\""))
            .map(seconds -> seconds * 1000));
  }

  /** The highest of the samples of a name. */
  private static Optional<Double> figure(String text, String name, Predicate<String> labels) {
    return LINE.matcher(text)
        .results()
        .filter(line -> line.group(1).equals(name))
        .filter(line -> labels.test(Optional.ofNullable(line.group(2)).orElse("")))
        .map(line -> Double.valueOf(line.group(3)))
        .max(Double::compare);
  }
}
