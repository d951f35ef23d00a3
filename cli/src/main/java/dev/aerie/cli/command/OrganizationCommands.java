package dev.aerie.cli.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Organizations. */
@Command(name = "org", description = "Organizations.", mixinStandardHelpOptions = true)
public final class OrganizationCommands {
  private static final String[] COLUMNS = {"id", "name", "createdAt"};

  @Command(description = "Show all.", mixinStandardHelpOptions = true)
  int list(@Mixin Connection connection) {
    connection
        .output()
        .rows(connection.controlPlane().list("/v1/organizations", Map.of()), COLUMNS);
    return 0;
  }

  @Command(description = "Make one; you own it.", mixinStandardHelpOptions = true)
  int create(@Mixin Connection connection, @Parameters(paramLabel = "NAME") String name) {
    connection
        .output()
        .one(connection.controlPlane().post("/v1/organizations", Map.of("name", name)), COLUMNS);
    return 0;
  }
}
