package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import dev.aerie.cli.api.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Clusters. */
@Command(
    name = "cluster",
    description = "Clusters.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ClusterUpdateCommand.class,
      ClusterRestoreCommand.class,
      ClusterOperationsCommand.class,
      ClusterEventsCommand.class,
      ClusterLogsCommand.class,
      ClusterMetricsCommand.class
    })
public final class ClusterCommands {
  private static final String[] COLUMNS = {
    "id", "name", "state", "region", "class", "units", "replicas", "endpoint"
  };

  @Command(description = "Show all.", mixinStandardHelpOptions = true)
  int list(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Option(
              names = "--deleted",
              description = "Those that can be brought back from the recycle bin.")
          boolean deleted) {
    if (deleted) {
      List<JsonNode> found = DeletedClusters.list(connection, place);
      connection.output().rows(found, DeletedClusters.COLUMNS);
      return 0;
    }
    connection
        .output()
        .rows(connection.controlPlane().list("/v1/clusters", place.narrowed(connection)), COLUMNS);
    return 0;
  }

  @Command(description = "Show one.", mixinStandardHelpOptions = true)
  int get(@Mixin Connection connection, @Mixin NamedCluster cluster) {
    return show(connection, connection.controlPlane().get(cluster.path(connection)));
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
      @Mixin Size size,
      @Mixin ClusterSettings settings,
      @Mixin BackupPolicy policy,
      @Mixin Waiting waiting) {
    Map<String, Object> body = new HashMap<>(size.fields());
    body.putAll(policy.fields());
    body.putAll(settings.fields(Json.read(Json.write(size.fields()))));
    if (!settings.labels().isEmpty()) {
      body.put("labels", settings.labels());
    }
    body.put("projectId", place.project(connection));
    body.put("name", name);
    body.put("region", region);
    clusterClass.ifPresent(value -> body.put("class", value));
    engine.ifPresent(value -> body.put("engine", value));
    JsonNode made = connection.controlPlane().post("/v1/clusters", body);
    return show(connection, waiting.changed(connection, made));
  }

  @Command(description = "Give one another size.", mixinStandardHelpOptions = true)
  int scale(
      @Mixin Connection connection,
      @Mixin NamedCluster cluster,
      @Mixin Size size,
      @Mixin Waiting waiting) {
    if (size.fields().isEmpty()) {
      throw new CliException("Say how large: --units N, --replicas N, or both.");
    }
    JsonNode changed = connection.controlPlane().patch(cluster.path(connection), size.fields());
    return show(connection, waiting.changed(connection, changed));
  }

  @Command(description = "Stop one; its data stays.", mixinStandardHelpOptions = true)
  int suspend(@Mixin Connection connection, @Mixin NamedCluster cluster, @Mixin Waiting waiting) {
    return move(connection, cluster, "suspend", Map.of(), waiting);
  }

  @Command(description = "Start one that was suspended.", mixinStandardHelpOptions = true)
  int resume(@Mixin Connection connection, @Mixin NamedCluster cluster, @Mixin Waiting waiting) {
    return move(connection, cluster, "resume", Map.of(), waiting);
  }

  @Command(description = "Start its pods anew, one by one.", mixinStandardHelpOptions = true)
  int restart(@Mixin Connection connection, @Mixin NamedCluster cluster, @Mixin Waiting waiting) {
    return move(connection, cluster, "restart", Map.of(), waiting);
  }

  @Command(description = "Have it run another version.", mixinStandardHelpOptions = true)
  int upgrade(
      @Mixin Connection connection,
      @Mixin NamedCluster cluster,
      @Parameters(
              index = "1",
              paramLabel = "VERSION",
              description = "One that its region offers; see: aerie region get")
          String version,
      @Mixin Waiting waiting) {
    return move(connection, cluster, "upgrade", Map.of("version", version), waiting);
  }

  @Command(
      description = "Delete one. What becomes of its data, its deletion policy says.",
      mixinStandardHelpOptions = true)
  int delete(
      @Mixin Connection connection,
      @Mixin NamedCluster cluster,
      @Option(names = "--yes", description = "Really.") boolean sure,
      @Mixin Waiting waiting) {
    if (!sure) {
      throw new CliException("This deletes %s. Say --yes as well.".formatted(cluster.name()));
    }
    JsonNode deleted = connection.controlPlane().delete(cluster.path(connection));
    return show(connection, waiting.changed(connection, deleted));
  }

  @Command(description = "Show how programs connect to one.", mixinStandardHelpOptions = true)
  int connect(
      @Mixin Connection connection,
      @Mixin NamedCluster cluster,
      @Option(
              names = "--with",
              description = "pymilvus, langchain, java or curl.",
              defaultValue = "pymilvus")
          String client) {
    JsonNode found = connection.controlPlane().get(cluster.path(connection) + "/connection");
    if (!found.path("endpoint").isTextual()) {
      throw new CliException(
          "%s has no address yet, it is %s. Try again when it is RUNNING."
              .formatted(cluster.name(), found.path("state").asText()));
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

  private static int move(
      Connection connection,
      NamedCluster cluster,
      String verb,
      Map<String, String> how,
      Waiting waiting) {
    String path = cluster.path(connection) + ":" + verb;
    JsonNode moved = connection.controlPlane().post(path, how);
    return show(connection, waiting.changed(connection, moved));
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
