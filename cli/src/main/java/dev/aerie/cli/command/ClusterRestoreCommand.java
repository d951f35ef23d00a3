package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings a deleted cluster back. */
@Command(
    name = "restore",
    description = "Bring a deleted one back from the recycle bin, with its data.",
    mixinStandardHelpOptions = true)
public final class ClusterRestoreCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private Placing place;
  @Mixin private Waiting waiting;

  @Parameters(
      paramLabel = "CLUSTER",
      description = "Its id, or the name it had; see: aerie cluster list --deleted")
  private String cluster;

  @Override
  public Integer call() {
    String path = "/v1/clusters/" + DeletedClusters.id(connection, place, cluster) + ":restore";
    JsonNode restored = connection.controlPlane().post(path, Map.of());
    return ClusterCommands.show(connection, waiting.changed(connection, restored));
  }
}
