package dev.aerie.operator.cluster.observation;

import dev.aerie.operator.autoscale.Load;
import dev.aerie.operator.cluster.model.DataPlane;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Asks the pods of a cluster for the figures that people see of it, by the names they have in the
 * control plane's API. Thread-safe.
 */
public final class PodFiguresClient {

  private final PodHttp http;

  /**
   * @param http asks
   */
  public PodFiguresClient(PodHttp http) {
    this.http = http;
  }

  /** The figures of pods that are ready, together; what none tells is absent. */
  public Map<String, Double> ask(List<Pod> ready) {
    return figures(
        ready.stream().flatMap(pod -> http.get(pod, DataPlane.METRICS).stream()).toList(),
        ready.size());
  }

  static Map<String, Double> figures(List<String> answers, int ready) {
    Load load = Load.together(answers.stream().map(PodLoadClient::read).toList());
    List<MetricsText> texts = answers.stream().map(MetricsText::new).toList();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("ready_replicas", (double) ready);
    load.memory().ifPresent(value -> figures.put("memory_ratio", value));
    load.storage().ifPresent(value -> figures.put("storage_ratio", value));
    load.busy().ifPresent(value -> figures.put("busy_ratio", value));
    load.p99().ifPresent(value -> figures.put("search_p99_seconds", value / 1000));
    together(texts, text -> text.sum("aerie_requests_seconds_count"), Double::sum)
        .ifPresent(value -> figures.put("requests_total", value));
    together(texts, text -> text.highest("aerie_engine_rows"), Double::max)
        .ifPresent(value -> figures.put("rows", value));
    together(texts, text -> text.highest("aerie_engine_collections"), Double::max)
        .ifPresent(value -> figures.put("collections", value));
    return Map.copyOf(figures);
  }

  private static Optional<Double> together(
      List<MetricsText> texts,
      Function<MetricsText, Optional<Double>> figure,
      BinaryOperator<Double> choice) {
    return texts.stream().map(figure).flatMap(Optional::stream).reduce(choice);
  }
}
