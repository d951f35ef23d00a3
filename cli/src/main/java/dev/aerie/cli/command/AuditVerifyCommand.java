package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.api.Http;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Proves that nothing was changed. */
@Command(
    name = "verify",
    description = "Make every hash of the chain again; exit code 1 when an event does not hold.",
    mixinStandardHelpOptions = true)
public final class AuditVerifyCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private Placing place;

  @Override
  public Integer call() {
    Map<String, String> asked = Map.of("organizationId", place.organization(connection));
    JsonNode found = connection.controlPlane().get("/v1/audit-events:verify?" + Http.query(asked));
    connection
        .output()
        .one(
            found,
            "valid",
            "events",
            "firstBroken.sequence",
            "firstBroken.reason",
            "lastSequence",
            "lastHash");
    return found.path("valid").asBoolean() ? 0 : 1;
  }
}
