package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.api.Http;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Regions: the platform's, and those of an organisation in a Kubernetes of its own. */
@Command(
    name = "region",
    description = "Regions, in which clusters run.",
    mixinStandardHelpOptions = true)
public final class RegionCommands {
  private static final String[] COLUMNS = {
    "name", "cloud", "cloudRegion", "kind", "state", "draining", "lastSeenAt"
  };
  private static final String[] ENROLMENT = {
    "region.name", "enrolment.token", "enrolment.expiresAt"
  };

  @Command(description = "Show all.", mixinStandardHelpOptions = true)
  int list(@Mixin Connection connection) {
    connection.output().rows(connection.controlPlane().list("/v1/regions", Map.of()), COLUMNS);
    return 0;
  }

  @Command(
      description = "Show one, with its classes and the versions of each.",
      mixinStandardHelpOptions = true)
  int get(@Mixin Connection connection, @Parameters(paramLabel = "NAME") String name) {
    JsonNode region = connection.controlPlane().get(path(name));
    connection.output().one(region, COLUMNS);
    connection
        .output()
        .more(
            region.path("classes"),
            "name",
            "default",
            "cpuPerUnit",
            "memoryPerUnit",
            "versions",
            "description");
    return 0;
  }

  @Command(
      description = "Show which regions of clouds an organization's own can be in.",
      mixinStandardHelpOptions = true)
  int clouds(@Mixin Connection connection) {
    JsonNode all = connection.controlPlane().get("/v1/cloud-regions");
    connection.output().rows(all.path("items").valueStream().toList(), "cloud", "name", "place");
    return 0;
  }

  @Command(
      description = "Make one; the token that enrols its agent is shown this once.",
      mixinStandardHelpOptions = true)
  int create(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters(
              paramLabel = "NAME",
              description = "What it is called; an organization's own gets a suffix.")
          String name,
      @Option(
              names = "--cloud",
              required = true,
              description = "Whose machines, or other; see: aerie region clouds")
          String cloud,
      @Option(
              names = "--cloud-region",
              description = "That cloud's own name of the place; needed unless it is other.")
          Optional<String> cloudRegion,
      @Option(
              names = "--managed",
              description = "For all organizations, by an administrator of the platform.")
          boolean managed) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", name);
    body.put("cloud", cloud);
    cloudRegion.ifPresent(value -> body.put("cloudRegion", value));
    if (!managed) {
      body.put("organizationId", place.organization(connection));
    }
    connection.output().one(connection.controlPlane().post("/v1/regions", body), ENROLMENT);
    return 0;
  }

  @Command(
      description = "Make a new token that enrols its agent; those before end.",
      mixinStandardHelpOptions = true)
  int enrol(@Mixin Connection connection, @Parameters(paramLabel = "NAME") String name) {
    JsonNode enrolled = connection.controlPlane().post(path(name) + ":enrol", Map.of());
    connection.output().one(enrolled, ENROLMENT);
    return 0;
  }

  @Command(
      description = "Take no new clusters in it; what runs there goes on.",
      mixinStandardHelpOptions = true)
  int drain(@Mixin Connection connection, @Parameters(paramLabel = "NAME") String name) {
    return move(connection, name, "drain");
  }

  @Command(description = "Take new clusters in it again.", mixinStandardHelpOptions = true)
  int open(@Mixin Connection connection, @Parameters(paramLabel = "NAME") String name) {
    return move(connection, name, "open");
  }

  @Command(
      description = "End its agent's key and open tokens; what runs there goes on unwatched.",
      mixinStandardHelpOptions = true)
  int revoke(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--yes", description = "Really.") boolean sure) {
    mustBe(sure, "This cuts region %s off until its agent is enrolled again.".formatted(name));
    return move(connection, name, "revoke");
  }

  @Command(description = "Remove one that has no clusters.", mixinStandardHelpOptions = true)
  int delete(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--yes", description = "Really.") boolean sure) {
    mustBe(sure, "This removes region %s.".formatted(name));
    connection.controlPlane().delete(path(name));
    return 0;
  }

  private static void mustBe(boolean sure, String what) {
    if (!sure) {
      throw new CliException(what + " Say --yes as well.");
    }
  }

  private static int move(Connection connection, String name, String verb) {
    JsonNode moved = connection.controlPlane().post(path(name) + ":" + verb, Map.of());
    connection.output().one(moved, COLUMNS);
    return 0;
  }

  private static String path(String name) {
    return "/v1/regions/" + Http.encode(name);
  }
}
