package dev.aerie.cli.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what a cluster has been through. */
@Command(
    name = "events",
    description = "Show what happened to one within 30 days, newest first.",
    mixinStandardHelpOptions = true)
public final class ClusterEventsCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private NamedCluster cluster;

  @Option(names = "--limit", defaultValue = "50", description = "How many; else 50.")
  private int limit;

  @Override
  public Integer call() {
    String path = cluster.path(connection) + "/events";
    connection
        .output()
        .rows(
            connection.controlPlane().list(path, Map.of(), limit), "at", "type", "reason", "note");
    return 0;
  }
}
