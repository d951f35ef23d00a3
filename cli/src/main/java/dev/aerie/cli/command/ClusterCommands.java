package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Clusters. */
@Command(name = "cluster", description = "Clusters.", mixinStandardHelpOptions = true)
public final class ClusterCommands {
  private static final String[] COLUMNS = {
    "id", "name", "state", "region", "class", "units", "replicas", "endpoint"
  };

  @Command(description = "Show all.", mixinStandardHelpOptions = true)
  int list(@Mixin Connection connection, @Mixin Placing place) {
    connection
        .output()
        .rows(connection.controlPlane().list("/v1/clusters", place.narrowed(connection)), COLUMNS);
    return 0;
  }

  @Command(description = "Show one.", mixinStandardHelpOptions = true)
  int get(@Mixin Connection connection, @Mixin Placing place, @Parameters String cluster) {
    return show(connection, connection.controlPlane().get(path(connection, place, cluster)));
  }

  @Command(description = "Make one.", mixinStandardHelpOptions = true)
  int create(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--region", required = true, description = "Where it runs.") String region,
      @Option(names = "--class", description = "Its class; else the region's default.")
          Optional<String> clusterClass,
      @Option(names = "--engine", description = "aerie or milvus; else aerie.")
          Optional<String> engine,
      @Option(
              names = "--tiering",
              description = "Tier of collections that name none: auto, pinned or cold; else auto.")
          Optional<String> tier,
      @Mixin Size size,
      @Mixin BackupPolicy policy) {
    Map<String, Object> body = new HashMap<>(size.fields());
    body.putAll(policy.fields());
    body.put("projectId", place.project(connection));
    body.put("name", name);
    body.put("region", region);
    clusterClass.ifPresent(value -> body.put("class", value));
    engine.ifPresent(value -> body.put("engine", value));
    tier.ifPresent(value -> body.put("tiering", Map.of("default", value)));
    return show(connection, connection.controlPlane().post("/v1/clusters", body));
  }

  @Command(description = "Give one another size.", mixinStandardHelpOptions = true)
  int scale(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters String cluster,
      @Mixin Size size) {
    if (size.fields().isEmpty()) {
      throw new CliException("Say how large: --units N, --replicas N, or both.");
    }
    String path = path(connection, place, cluster);
    return show(connection, connection.controlPlane().patch(path, size.fields()));
  }

  @Command(description = "Stop one; its data stays.", mixinStandardHelpOptions = true)
  int suspend(@Mixin Connection connection, @Mixin Placing place, @Parameters String cluster) {
    return move(connection, place, cluster, "suspend");
  }

  @Command(description = "Start one that was suspended.", mixinStandardHelpOptions = true)
  int resume(@Mixin Connection connection, @Mixin Placing place, @Parameters String cluster) {
    return move(connection, place, cluster, "resume");
  }

  @Command(description = "Start its pods anew, one by one.", mixinStandardHelpOptions = true)
  int restart(@Mixin Connection connection, @Mixin Placing place, @Parameters String cluster) {
    return move(connection, place, cluster, "restart");
  }

  @Command(description = "Delete one.", mixinStandardHelpOptions = true)
  int delete(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters String cluster,
      @Option(names = "--yes", description = "Really.") boolean sure) {
    if (!sure) {
      throw new CliException("This deletes %s. Say --yes as well.".formatted(cluster));
    }
    return show(connection, connection.controlPlane().delete(path(connection, place, cluster)));
  }

  @Command(description = "Show how programs connect to one.", mixinStandardHelpOptions = true)
  int connect(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters String cluster,
      @Option(
              names = "--with",
              description = "pymilvus, langchain, java or curl.",
              defaultValue = "pymilvus")
          String client) {
    JsonNode found =
        connection.controlPlane().get(path(connection, place, cluster) + "/connection");
    if (!found.path("endpoint").isTextual()) {
      throw new CliException(
          "%s has no address yet, it is %s. Try again when it is RUNNING."
              .formatted(cluster, found.path("state").asText()));
    }
    JsonNode snippet =
        found
            .path("snippets")
            .valueStream()
            .filter(one -> one.path("name").asText().equals(client))
            .findFirst()
            .orElseThrow(
                () ->
                    new CliException(
                        "There is no example for %s. Say --with pymilvus, langchain, java or curl."
                            .formatted(client)));
    connection.output().raw(snippet, "code");
    return 0;
  }

  private static int move(Connection connection, Placing place, String cluster, String verb) {
    String path = path(connection, place, cluster) + ":" + verb;
    return show(connection, connection.controlPlane().post(path, Map.of()));
  }

  static String path(Connection connection, Placing place, String cluster) {
    return "/v1/clusters/"
        + connection.idOf("clusters", Optional.of(cluster), place.narrowed(connection));
  }

  static int show(Connection connection, JsonNode cluster) {
    connection.output().one(cluster, COLUMNS);
    return 0;
  }
}
