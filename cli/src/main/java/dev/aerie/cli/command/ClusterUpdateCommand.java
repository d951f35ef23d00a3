package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes settings of a cluster. */
@Command(
    name = "update",
    description = "Change settings of one; what is not said stays.",
    mixinStandardHelpOptions = true)
public final class ClusterUpdateCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private NamedCluster cluster;
  @Mixin private Size size;
  @Mixin private ClusterSettings settings;
  @Mixin private Waiting waiting;

  @Option(names = "--name", description = "What it is called from now on.")
  private Optional<String> name;

  @Option(
      names = "--unlabel",
      paramLabel = "NAME",
      description = "Take this label away; as often as needed.")
  private List<String> unlabelled;

  @Override
  public Integer call() {
    JsonNode changed = connection.controlPlane().patch(cluster.path(connection), this::changes);
    return ClusterCommands.show(connection, waiting.changed(connection, changed));
  }

  private Map<String, Object> changes(JsonNode now) {
    Map<String, Object> changes = new HashMap<>(size.fields());
    changes.putAll(settings.fields(now));
    name.ifPresent(value -> changes.put("name", value));
    if (!settings.labels().isEmpty() || unlabelled != null) {
      changes.put("labels", labels(now.path("labels")));
    }
    if (changes.isEmpty()) {
      throw new CliException(
          "Say what to change, such as --units 2 or --label team=search; all there is:"
              + " aerie cluster update --help");
    }
    return changes;
  }

  /** All labels that it shall have, as the API takes them. */
  private Map<String, String> labels(JsonNode now) {
    Map<String, String> labels = new HashMap<>();
    now.properties().forEach(one -> labels.put(one.getKey(), one.getValue().asText()));
    if (unlabelled != null) {
      unlabelled.forEach(labels::remove);
    }
    labels.putAll(settings.labels());
    return labels;
  }
}
