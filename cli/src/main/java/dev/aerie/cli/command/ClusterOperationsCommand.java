package dev.aerie.cli.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how far changes of a cluster are. */
@Command(
    name = "operations",
    description = "Show how far changes of one and its backups are, oldest first.",
    mixinStandardHelpOptions = true)
public final class ClusterOperationsCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private NamedCluster cluster;

  @Override
  public Integer call() {
    Map<String, String> asked = Map.of("clusterId", cluster.id(connection));
    connection
        .output()
        .rows(
            connection.controlPlane().list("/v1/operations", asked),
            "id",
            "kind",
            "state",
            "createdAt",
            "finishedAt",
            "error");
    return 0;
  }
}
