package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.cli.api.Http;
import dev.aerie.cli.output.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what was measured of a cluster. */
@Command(
    name = "metrics",
    description =
        "Show what was measured of one: the newest figure of each metric, or all of those that are"
            + " named.",
    mixinStandardHelpOptions = true)
public final class ClusterMetricsCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private NamedCluster cluster;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      split = ",",
      description = "All figures of this one, as in busy_ratio; as often as needed.")
  private List<String> metrics;

  @Option(
      names = "--from",
      description = "As in 2030-01-01T00:00:00Z; else an hour before the end.")
  private Optional<String> from;

  @Option(names = "--to", description = "Likewise; else now.")
  private Optional<String> to;

  @Option(names = "--step", description = "Length of a step, as in PT5M; else PT1M.")
  private Optional<String> step;

  @Override
  public Integer call() {
    Map<String, String> asked = new LinkedHashMap<>();
    if (metrics != null) {
      asked.put("metric", String.join(",", metrics));
    }
    from.ifPresent(time -> asked.put("from", time));
    to.ifPresent(time -> asked.put("to", time));
    step.ifPresent(length -> asked.put("step", length));
    String path = cluster.path(connection) + "/metrics?" + Http.query(asked);
    JsonNode found = connection.controlPlane().get(path);
    Output output = connection.output();
    switch (output.format()) {
      case json -> output.one(found);
      case table -> output.rows(rows(found), "metric", "at", "average", "highest");
    }
    return 0;
  }

  private List<JsonNode> rows(JsonNode found) {
    return found
        .path("items")
        .valueStream()
        .flatMap(
            series ->
                series
                    .path("points")
                    .valueStream()
                    .skip(metrics == null ? Math.max(0, series.path("points").size() - 1) : 0)
                    .map(point -> row(series, point)))
        .toList();
  }

  private static JsonNode row(JsonNode series, JsonNode point) {
    ObjectNode row = point.deepCopy();
    return row.set("metric", series.path("metric"));
  }
}
