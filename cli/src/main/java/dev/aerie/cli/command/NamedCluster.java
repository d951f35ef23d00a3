package dev.aerie.cli.command;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The cluster that a verb is about. */
final class NamedCluster {
  @Mixin private Placing place;

  @Parameters(index = "0", paramLabel = "CLUSTER", description = "Its id or name.")
  private String cluster;

  /** As it was named. */
  String name() {
    return cluster;
  }

  /** Its id, if the caller sees exactly one of that id or name. */
  String id(Connection connection) {
    return connection.idOf("clusters", Optional.of(cluster), place.narrowed(connection));
  }

  /** Where it is in the API. */
  String path(Connection connection) {
    return "/v1/clusters/" + id(connection);
  }
}
