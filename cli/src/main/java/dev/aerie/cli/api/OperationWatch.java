package dev.aerie.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Waits for what the control plane has taken on, as its changes answer before they have come true.
 * Safe for use by many threads.
 *
 * @param controlPlane asked anew each time, as a person's access token may end meanwhile
 * @param pausing lets this much time pass
 */
public record OperationWatch(
    Supplier<ControlPlane> controlPlane, Clock clock, Consumer<Duration> pausing) {
  static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Set<String> OPEN = Set.of("PENDING", "RUNNING");

  /** By the machine's clock. */
  public static OperationWatch of(Supplier<ControlPlane> controlPlane) {
    return new OperationWatch(controlPlane, Clock.systemUTC(), Pause::of);
  }

  /**
   * The operation when it has succeeded.
   *
   * @throws CliException when it has failed, or has not ended by then
   */
  public JsonNode succeeded(String id, Duration patience) {
    Instant end = clock.instant().plus(patience);
    JsonNode operation = read(id);
    while (OPEN.contains(operation.path("state").asText())) {
      if (!clock.instant().isBefore(end)) {
        throw new CliException(
            "%s is still %s after %d s, and goes on. Look at it with: aerie cluster operations %s"
                .formatted(
                    name(operation),
                    operation.path("state").asText(),
                    patience.toSeconds(),
                    operation.path("clusterId").asText()));
      }
      pausing.accept(PAUSE);
      operation = read(id);
    }
    if (!operation.path("state").asText().equals("SUCCEEDED")) {
      throw new CliException(
          "%s has failed. %s".formatted(name(operation), operation.path("error").asText()));
    }
    return operation;
  }

  private JsonNode read(String id) {
    return controlPlane.get().get("/v1/operations/" + Http.encode(id));
  }

  private static String name(JsonNode operation) {
    return "%s (%s)".formatted(operation.path("kind").asText(), operation.path("id").asText());
  }
}
