package dev.aerie.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which events of an audit log. */
final class AuditFilter {
  @Mixin private Placing place;

  @Option(names = "--action", description = "As in cluster.create, or cluster.*.")
  private Optional<String> action;

  @Option(
      names = "--words",
      description = "All of which occur in the event: in names, ids, what was before or after.")
  private Optional<String> words;

  @Option(names = "--actor", paramLabel = "ID|NAME", description = "Who did it.")
  private Optional<String> actor;

  @Option(
      names = "--resource",
      paramLabel = "ID",
      description = "What it was done to; for refused calls their path.")
  private Optional<String> resource;

  @Option(names = "--result", description = "OK or REFUSED.")
  private Optional<String> result;

  @Option(names = "--from", description = "From this time on, as in 2030-01-01T00:00:00Z.")
  private Optional<String> from;

  @Option(names = "--to", description = "Before this time.")
  private Optional<String> to;

  /** What was said, as the API takes it. */
  Map<String, String> parameters(Connection connection) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("organizationId", place.organization(connection));
    action.ifPresent(value -> asked.put("action", value));
    words.ifPresent(value -> asked.put("q", value));
    actor.ifPresent(value -> asked.put("actor", value));
    resource.ifPresent(value -> asked.put("resource", value));
    result.ifPresent(value -> asked.put("result", value));
    from.ifPresent(value -> asked.put("from", value));
    to.ifPresent(value -> asked.put("to", value));
    return asked;
  }
}
