package dev.aerie.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.cli.CliException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What something would cost. */
@Command(
    name = "quote",
    description = "What something would cost; nothing is changed.",
    mixinStandardHelpOptions = true)
public final class QuoteCommands {
  private static final String[] COLUMNS = {
    "action",
    "region",
    "clusterClass",
    "before.monthly",
    "after.monthly",
    "hourly",
    "monthly",
    "currency"
  };

  private static final String[] PARTS = {
    "item", "quantity", "unitPrice", "hourly", "monthly", "explanation"
  };

  /** How much is expected to be stored. */
  static final class Stored {
    @Option(names = "--storage-gb", description = "Data that is expected, in 10^9 bytes.")
    private Optional<BigDecimal> storage;

    @Option(names = "--backup-gb", description = "Backups that are expected, in 10^9 bytes.")
    private Optional<BigDecimal> backups;

    Map<String, Object> fields() {
      Map<String, Object> fields = new HashMap<>();
      storage.ifPresent(value -> fields.put("storageGb", value));
      backups.ifPresent(value -> fields.put("backupGb", value));
      return fields;
    }
  }

  @Command(description = "Quote a new cluster.", mixinStandardHelpOptions = true)
  int create(
      @Mixin Connection connection,
      @Mixin Placing place,
      @Option(names = "--region", required = true, description = "Where it would run.")
          String region,
      @Option(names = "--class", description = "Its class; else the region's default.")
          Optional<String> clusterClass,
      @Mixin Size size,
      @Mixin Stored stored) {
    Map<String, Object> wanted = new HashMap<>(size.fields());
    wanted.put("projectId", place.project(connection));
    wanted.put("name", "quoted");
    wanted.put("region", region);
    clusterClass.ifPresent(value -> wanted.put("class", value));
    return quote(connection, "CREATE", Map.of("create", wanted), stored);
  }

  /** A cluster that is there, for a verb that quotes what would be done with it. */
  static final class Existing {
    @Mixin private Placing place;

    @Parameters(index = "0", paramLabel = "CLUSTER")
    private String cluster;

    @Mixin private Stored stored;

    int quote(Connection connection, String action) {
      return quote(connection, action, Map.of());
    }

    int quote(Connection connection, String action, Map<String, Object> how) {
      Map<String, Object> what = new HashMap<>(how);
      what.put(
          "clusterId",
          connection.idOf("clusters", Optional.of(cluster), place.narrowed(connection)));
      return QuoteCommands.quote(connection, action, what, stored);
    }

    int quoteDeleted(Connection connection, String action) {
      String id = DeletedClusters.id(connection, place, cluster);
      return QuoteCommands.quote(connection, action, Map.of("clusterId", id), stored);
    }
  }

  @Command(description = "Quote another size.", mixinStandardHelpOptions = true)
  int scale(@Mixin Connection connection, @Mixin Existing cluster, @Mixin Size size) {
    if (size.fields().isEmpty()) {
      throw new CliException("Say how large: --units N, --replicas N, or both.");
    }
    return cluster.quote(connection, "MODIFY", Map.of("changes", size.fields()));
  }

  @Command(description = "Quote stopping one.", mixinStandardHelpOptions = true)
  int suspend(@Mixin Connection connection, @Mixin Existing cluster) {
    return cluster.quote(connection, "SUSPEND");
  }

  @Command(description = "Quote starting one that was suspended.", mixinStandardHelpOptions = true)
  int resume(@Mixin Connection connection, @Mixin Existing cluster) {
    return cluster.quote(connection, "RESUME");
  }

  @Command(
      description = "Quote deleting one: what is kept goes on costing something.",
      mixinStandardHelpOptions = true)
  int delete(@Mixin Connection connection, @Mixin Existing cluster) {
    return cluster.quote(connection, "DELETE");
  }

  @Command(
      description = "Quote bringing a deleted one back from the recycle bin.",
      mixinStandardHelpOptions = true)
  int restore(@Mixin Connection connection, @Mixin Existing cluster) {
    return cluster.quoteDeleted(connection, "RESTORE");
  }

  @Command(description = "Quote a backup of one.", mixinStandardHelpOptions = true)
  int backup(@Mixin Connection connection, @Mixin Existing cluster) {
    return cluster.quote(connection, "BACKUP");
  }

  @Command(description = "Quote starting its pods anew.", mixinStandardHelpOptions = true)
  int restart(@Mixin Connection connection, @Mixin Existing cluster) {
    return cluster.quote(connection, "RESTART");
  }

  @Command(description = "Quote another version.", mixinStandardHelpOptions = true)
  int upgrade(
      @Mixin Connection connection,
      @Mixin Existing cluster,
      @Parameters(index = "1", paramLabel = "VERSION", description = "One that its region offers.")
          String version) {
    return cluster.quote(connection, "UPGRADE", Map.of("upgrade", Map.of("version", version)));
  }

  private static int quote(
      Connection connection, String action, Map<String, Object> what, Stored stored) {
    Map<String, Object> body = new HashMap<>(what);
    body.putAll(stored.fields());
    body.put("action", action);
    JsonNode quote = connection.controlPlane().post("/v1/quotes", body);
    connection.output().one(quote, COLUMNS);
    connection.output().more(quote.path("changes"), "field", "from", "to", "why");
    connection.output().more(quote.path("after").path("parts"), PARTS);
    connection.output().notes(quote.path("notes"));
    return 0;
  }
}
