package dev.aerie.controlplane.metric;

import dev.aerie.controlplane.cluster.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Samples of clusters in the text format of Prometheus (version 0.0.4), each with the time it was
 * measured at.
 */
final class Exposition {
  private static final String PREFIX = "aerie_cluster_";

  private Exposition() {}

  static String of(List<Cluster> clusters, Map<String, Sample> samples) {
    var text = new StringBuilder();
    for (Metric metric : Metric.values()) {
      String lines =
          clusters.stream()
              .map(cluster -> line(metric, cluster, samples.get(cluster.id())))
              .flatMap(Optional::stream)
              .collect(Collectors.joining());
      if (!lines.isEmpty()) {
        text.append("# HELP %s%s %s\n".formatted(PREFIX, metric.text(), metric.description()))
            .append("# TYPE %s%s %s\n".formatted(PREFIX, metric.text(), type(metric)))
            .append(lines);
      }
    }
    return text.toString();
  }

  private static String type(Metric metric) {
    return metric == Metric.REQUESTS_TOTAL ? "counter" : "gauge";
  }

  private static Optional<String> line(Metric metric, Cluster cluster, Sample sample) {
    return Optional.ofNullable(sample)
        .map(measured -> measured.figures().get(metric))
        .map(
            figure ->
                "%s%s{organization=\"%s\",project=\"%s\",cluster=\"%s\",name=\"%s\",region=\"%s\"} %s %d\n"
                    .formatted(
                        PREFIX,
                        metric.text(),
                        cluster.organizationId(),
                        cluster.projectId(),
                        cluster.id(),
                        cluster.name(),
                        cluster.region(),
                        figure,
                        sample.at().toEpochMilli()));
  }
}
