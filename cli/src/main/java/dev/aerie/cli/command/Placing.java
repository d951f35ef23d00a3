package dev.aerie.cli.command;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which organisation and project a verb is about; needed only where there are several. */
final class Placing {
  @Option(names = "--org", paramLabel = "ID|NAME", description = "The organization.")
  private Optional<String> organization;

  @Option(names = "--project", paramLabel = "ID|NAME", description = "The project.")
  private Optional<String> project;

  String organization(Connection connection) {
    return connection.idOf("organizations", organization, Map.of());
  }

  /** The organisation that was named, or that of the project that was. */
  String owner(Connection connection) {
    return organization.isEmpty() && project.isPresent()
        ? connection
            .controlPlane()
            .get("/v1/projects/" + project(connection))
            .path("organizationId")
            .asText()
        : organization(connection);
  }

  String project(Connection connection) {
    return connection.idOf("projects", project, within(connection));
  }

  /** What narrows a list: the project or organisation that was named; nothing if none was. */
  Map<String, String> narrowed(Connection connection) {
    return project.isPresent() ? Map.of("projectId", project(connection)) : within(connection);
  }

  private Map<String, String> within(Connection connection) {
    return organization.isPresent() ? Map.of("organizationId", organization(connection)) : Map.of();
  }
}
