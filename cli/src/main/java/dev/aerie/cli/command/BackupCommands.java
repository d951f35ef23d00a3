package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Backups of clusters. */
@Command(name = "backup", description = "Backups of clusters.", mixinStandardHelpOptions = true)
public final class BackupCommands {
  private static final String[] COLUMNS = {
    "id", "name", "state", "takenAt", "collections", "rows", "bytes", "verified"
  };
  private static final String[] RESTORE_COLUMNS = {
    "id", "backupId", "state", "restoredCollections", "rows", "operationId", "stateReason"
  };
  private static final String[] SCHEDULE_COLUMNS = {
    "id", "name", "schedule", "timeZone", "suspended", "nextAt", "kept", "reason"
  };

  @Command(description = "Show those of a cluster.", mixinStandardHelpOptions = true)
  int list(@Mixin Connection connection, @Mixin Placing place, @Parameters String cluster) {
    String path = ClusterCommands.path(connection, place, cluster) + "/backups";
    connection.output().rows(connection.controlPlane().list(path, Map.of()), COLUMNS);
    return 0;
  }

  @Command(description = "Show one.", mixinStandardHelpOptions = true)
  int get(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters(paramLabel = "CLUSTER") String cluster,
      @Parameters(paramLabel = "BACKUP") String backup) {
    return show(
        connection, connection.controlPlane().get(path(connection, place, cluster, backup)));
  }

  @Command(description = "Make one.", mixinStandardHelpOptions = true)
  int create(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters(paramLabel = "CLUSTER") String cluster,
      @Option(names = "--name", description = "What it is called; else its id.")
          Optional<String> name,
      @Option(names = "--verify", description = "Try a restore once it is made.") boolean verify,
      @Option(names = "--protect", description = "Refuse to delete it.") boolean guarded) {
    Map<String, Object> body = new HashMap<>();
    name.ifPresent(value -> body.put("name", value));
    body.put("verify", verify);
    body.put("deletionProtection", guarded);
    String path = ClusterCommands.path(connection, place, cluster) + "/backups";
    return show(connection, connection.controlPlane().post(path, body));
  }

  @Command(description = "Delete one.", mixinStandardHelpOptions = true)
  int delete(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters(paramLabel = "CLUSTER") String cluster,
      @Parameters(paramLabel = "BACKUP") String backup,
      @Option(names = "--yes", description = "Really.") boolean sure) {
    if (!sure) {
      throw new CliException("This deletes backup %s. Say --yes as well.".formatted(backup));
    }
    return show(
        connection, connection.controlPlane().delete(path(connection, place, cluster, backup)));
  }

  @Command(
      description =
          "Make a cluster of one, of the same project, region and class, or bring collections of"
              + " one back into the cluster itself.",
      mixinStandardHelpOptions = true)
  int restore(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters(paramLabel = "CLUSTER") String cluster,
      @Parameters(paramLabel = "BACKUP") String backup,
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "Name of the new cluster.")
          Optional<String> name,
      @Option(
              names = "--here",
              description =
                  "Into the cluster itself, beside what it has, under names that are free.")
          boolean here,
      @Option(
              names = "--collection",
              paramLabel = "[DATABASE/]NAME[=NEW]",
              converter = TakenCollection.Reader.class,
              description =
                  "Only this one, under another name if there is one; as often as needed.")
          List<TakenCollection> collections,
      @Mixin Size size) {
    if (here == name.isPresent()) {
      throw new CliException(
          "Either name the new cluster, or say --here to restore into %s itself."
              .formatted(cluster));
    }
    String path = ClusterCommands.path(connection, place, cluster);
    String id = id(connection, path + "/backups", backup);
    List<Map<String, String>> taken =
        collections == null ? List.of() : collections.stream().map(TakenCollection::body).toList();
    if (here) {
      connection
          .output()
          .one(
              connection
                  .controlPlane()
                  .post(path + "/backups/" + id + ":restore", Map.of("collections", taken)),
              RESTORE_COLUMNS);
      return 0;
    }
    return restoreAnew(connection, path, id, name.orElseThrow(), taken, size);
  }

  private static int restoreAnew(
      Connection connection,
      String path,
      String id,
      String name,
      List<Map<String, String>> taken,
      Size size) {
    JsonNode source = connection.controlPlane().get(path);
    Map<String, Object> body = new HashMap<>();
    for (String field : new String[] {"projectId", "region", "class"}) {
      body.put(field, source.path(field).asText());
    }
    body.put("units", source.path("units").asInt());
    body.put("replicas", source.path("replicas").asInt());
    body.putAll(size.fields());
    body.put("name", name);
    body.put("bootstrap", Map.of("fromBackup", Map.of("backupId", id), "collections", taken));
    return ClusterCommands.show(connection, connection.controlPlane().post("/v1/clusters", body));
  }

  @Command(
      description = "Show what came back into a cluster itself, and why what did not.",
      mixinStandardHelpOptions = true)
  int restores(@Mixin Connection connection, @Mixin Placing place, @Parameters String cluster) {
    String path = ClusterCommands.path(connection, place, cluster) + "/restores";
    connection.output().rows(connection.controlPlane().list(path, Map.of()), RESTORE_COLUMNS);
    return 0;
  }

  @Command(description = "Show the schedules of a cluster.", mixinStandardHelpOptions = true)
  int schedules(@Mixin Connection connection, @Mixin Placing place, @Parameters String cluster) {
    String path = ClusterCommands.path(connection, place, cluster) + "/backup-schedules";
    connection.output().rows(connection.controlPlane().list(path, Map.of()), SCHEDULE_COLUMNS);
    return 0;
  }

  @Command(
      description = "Make backups of a cluster by a schedule.",
      mixinStandardHelpOptions = true)
  int schedule(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters(paramLabel = "CLUSTER") String cluster,
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "CRON", description = "When, such as '0 3 * * *'.") String cron,
      @Option(names = "--zone", description = "Time zone, such as Europe/Berlin; else UTC.")
          Optional<String> zone,
      @Option(names = "--keep", description = "How many are kept; else 7.") Optional<Integer> keep,
      @Option(names = "--age", description = "How old they get, such as 720h; else any age.")
          Optional<String> age,
      @Option(names = "--verify", description = "Try a restore of each.") boolean verify) {
    Map<String, Object> body = BackupPolicy.schedule(name, cron, zone, keep, age, verify);
    String path = ClusterCommands.path(connection, place, cluster) + "/backup-schedules";
    connection.output().one(connection.controlPlane().post(path, body), SCHEDULE_COLUMNS);
    return 0;
  }

  @Command(description = "End a schedule; its backups stay.", mixinStandardHelpOptions = true)
  int unschedule(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Parameters(paramLabel = "CLUSTER") String cluster,
      @Parameters(paramLabel = "SCHEDULE") String schedule) {
    String path = ClusterCommands.path(connection, place, cluster) + "/backup-schedules";
    connection.controlPlane().delete(path + "/" + id(connection, path, schedule));
    return 0;
  }

  private static String path(Connection connection, Placing place, String cluster, String backup) {
    String path = ClusterCommands.path(connection, place, cluster) + "/backups";
    return path + "/" + id(connection, path, backup);
  }

  private static String id(Connection connection, String path, String named) {
    return connection.idOf(path.substring("/v1/".length()), Optional.of(named), Map.of());
  }

  private static int show(Connection connection, JsonNode backup) {
    connection.output().one(backup, COLUMNS);
    return 0;
  }
}
