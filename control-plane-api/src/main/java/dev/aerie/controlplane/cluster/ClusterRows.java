package dev.aerie.controlplane.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.cluster.option.ClusterOptions;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.region.Region;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads clusters from rows, and writes their labels and options. Safe for use by many threads. */
@ApplicationScoped
public class ClusterRows {
  private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};
  private static final TypeReference<ClusterOptions> OPTIONS = new TypeReference<>() {};

  private final JsonColumns json;
  private final Clock clock;

  ClusterRows(JsonColumns json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /** Reads a row of clusters with its region's {@code region_seen_at}. */
  Cluster read(Row row) {
    Optional<Instant> seen = row.time("region_seen_at");
    var regionState = Region.State.at(seen, clock.instant());
    return new Cluster(
        row.string("id"),
        row.string("org_id"),
        row.string("project_id"),
        row.string("name"),
        row.string("region"),
        row.string("class"),
        row.text("version"),
        row.integer("units"),
        row.integer("replicas"),
        row.flag("suspended"),
        DeletionPolicy.valueOf(row.string("deletion_policy")),
        row.flag("deletion_protection"),
        json.read(row.string("labels"), LABELS),
        options(row),
        ClusterState.valueOf(row.string("state")),
        regionState,
        regionState == Region.State.AVAILABLE ? row.text("state_reason") : silence(row, seen),
        row.text("endpoint"),
        row.number("generation"),
        row.number("observed_generation"),
        row.integer("ready_replicas"),
        row.text("operation_id"),
        row.instant("created_at"),
        row.instant("updated_at"),
        row.number("restarts"),
        row.number("etag"));
  }

  /** The options of a row of clusters. */
  public ClusterOptions options(Row row) {
    return json.read(row.string("options"), OPTIONS);
  }

  private static Optional<String> silence(Row row, Optional<Instant> seen) {
    return Optional.of(
        "Region %s has not been heard of %s; the state is the last one known, and changes wait until it is back."
            .formatted(row.string("region"), seen.map(at -> "since " + at).orElse("yet")));
  }

  String text(Map<String, String> labels) {
    return json.write(labels);
  }

  String text(ClusterOptions options) {
    return json.write(options);
  }
}
