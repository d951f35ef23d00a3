package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.cli.api.Http;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Proves that nothing was changed: a long log in parts, each from where the one before ended. */
@Command(
    name = "verify",
    description = "Make every hash of the chain again; exit code 1 when an event does not hold.",
    mixinStandardHelpOptions = true)
public final class AuditVerifyCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private Placing place;

  @Override
  public Integer call() {
    var asked = new HashMap<>(Map.of("organizationId", place.organization(connection)));
    long events = 0;
    ObjectNode found;
    do {
      found =
          (ObjectNode)
              connection.controlPlane().get("/v1/audit-events:verify?" + Http.query(asked));
      events += found.path("events").asLong();
      asked.put("afterSequence", found.path("verifiedThrough").asText());
      asked.put("afterHash", found.path("verifiedHash").asText());
    } while (found.path("valid").asBoolean() && !found.path("complete").asBoolean(true));
    found.put("events", events);
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
