package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aerie.cli.api.OperationWatch;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Whether a verb comes back when what it asked for was taken on, or when it has come true. */
final class Waiting {
  private static final String DELETION = "DELETE_CLUSTER";

  @Option(names = "--wait", description = "Come back when it is done; fail if it fails.")
  private boolean wait;

  @Option(
      names = "--within",
      paramLabel = "SECONDS",
      defaultValue = "900",
      description = "Wait no longer than this; else 900.")
  private int seconds;

  /** A cluster that is to change, as it was answered; after waiting as it is then, if it is. */
  JsonNode changed(Connection connection, JsonNode cluster) {
    if (!wait || !cluster.hasNonNull("operationId")) {
      return cluster;
    }
    JsonNode operation =
        OperationWatch.of(connection::controlPlane)
            .succeeded(cluster.path("operationId").asText(), Duration.ofSeconds(seconds));
    return operation.path("kind").asText().equals(DELETION)
        ? MissingNode.getInstance()
        : connection.controlPlane().get("/v1/clusters/" + cluster.path("id").asText());
  }
}
