package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.api.Http;
import dev.aerie.cli.output.Output;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what was used. */
@Command(
    name = "usage",
    description = "Show what clusters have used.",
    mixinStandardHelpOptions = true)
public final class UsageCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private Placing place;

  @Option(names = "--from", description = "As in 2030-01-01T00:00:00Z.")
  private Optional<String> from;

  @Option(names = "--to", description = "Likewise.")
  private Optional<String> to;

  @Override
  public Integer call() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("organizationId", place.organization(connection));
    from.ifPresent(time -> asked.put("from", time));
    to.ifPresent(time -> asked.put("to", time));
    JsonNode report = connection.controlPlane().get("/v1/usage?" + Http.query(asked));
    Output output = connection.output();
    switch (output.format()) {
      case json -> output.one(report);
      case table ->
          output.rows(
              report.path("items").valueStream().toList(),
              "clusterId",
              "projectId",
              "unitSeconds",
              "from",
              "to");
    }
    return 0;
  }
}
