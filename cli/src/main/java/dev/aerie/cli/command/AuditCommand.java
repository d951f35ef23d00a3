package dev.aerie.cli.command;

import dev.aerie.cli.api.Http;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what was done. */
@Command(
    name = "audit",
    description = "Show who did what, newest first.",
    mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private Placing place;

  @Option(names = "--action", description = "As in cluster.create, or cluster.*.")
  private Optional<String> action;

  @Option(names = "--limit", defaultValue = "50", description = "How many, 200 at most.")
  private int limit;

  @Override
  public Integer call() {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("organizationId", place.organization(connection));
    asked.put("limit", Integer.toString(limit));
    action.ifPresent(name -> asked.put("action", name));
    connection
        .output()
        .rows(
            connection
                .controlPlane()
                .get("/v1/audit-events?" + Http.query(asked))
                .path("items")
                .valueStream()
                .toList(),
            "sequence",
            "at",
            "actor.name",
            "action",
            "resource",
            "result");
    return 0;
  }
}
