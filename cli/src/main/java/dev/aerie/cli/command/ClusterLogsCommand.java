package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.api.Http;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a cluster's pods have written. */
@Command(
    name = "logs",
    description = "Show what the pods of one have written lately, where its region lets that out.",
    mixinStandardHelpOptions = true)
public final class ClusterLogsCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private Connection connection;
  @Mixin private NamedCluster cluster;

  @Option(names = "--pod", description = "Only of this one.")
  private Optional<String> pod;

  @Option(
      names = "--tail",
      paramLabel = "LINES",
      description = "The newest of each pod, 1 to 2000; else 200.")
  private Optional<String> tail;

  @Option(names = "--since", description = "Only from this time on, as in 2030-01-01T00:00:00Z.")
  private Optional<String> since;

  @Override
  public Integer call() {
    Map<String, String> asked = new LinkedHashMap<>();
    pod.ifPresent(name -> asked.put("pod", name));
    tail.ifPresent(lines -> asked.put("tail", lines));
    since.ifPresent(time -> asked.put("since", time));
    String path = cluster.path(connection) + "/logs?" + Http.query(asked);
    JsonNode logs = connection.controlPlane().get(path);
    boolean several = logs.path("items").size() > 1;
    connection
        .output()
        .lines(logs, logs.path("items").valueStream().flatMap(one -> lines(one, several)));
    logs.path("items").forEach(this::tellWhatIsMissing);
    return 0;
  }

  /** Each line behind its pod's name where there are several. */
  private static Stream<String> lines(JsonNode log, boolean several) {
    String whose = several ? log.path("pod").asText() + "  " : "";
    return log.path("lines").valueStream().map(line -> whose + line.asText());
  }

  private void tellWhatIsMissing(JsonNode log) {
    String name = log.path("pod").asText();
    String problem = log.path("problem").asText("");
    if (!problem.isEmpty() && !log.path("problem").isNull()) {
      command.commandLine().getErr().println(name + ": " + problem);
    }
    if (log.path("truncated").asBoolean()) {
      command
          .commandLine()
          .getErr()
          .println(name + ": older lines had no room. Ask for fewer by --tail or --since.");
    }
  }
}
