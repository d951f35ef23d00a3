package dev.aerie.cli.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Projects. */
@Command(name = "project", description = "Projects.", mixinStandardHelpOptions = true)
public final class ProjectCommands {
  private static final String[] COLUMNS = {"id", "name", "organizationId", "createdAt"};

  @Command(description = "Show all.", mixinStandardHelpOptions = true)
  int list(@Mixin Connection connection, @Mixin Placing place) {
    connection
        .output()
        .rows(connection.controlPlane().list("/v1/projects", place.narrowed(connection)), COLUMNS);
    return 0;
  }

  @Command(description = "Make one.", mixinStandardHelpOptions = true)
  int create(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters(paramLabel = "NAME") String name) {
    var body = Map.of("organizationId", place.organization(connection), "name", name);
    connection.output().one(connection.controlPlane().post("/v1/projects", body), COLUMNS);
    return 0;
  }
}
