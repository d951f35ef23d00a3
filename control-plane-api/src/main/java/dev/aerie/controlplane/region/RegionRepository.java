package dev.aerie.controlplane.region;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows of regions. Safe for use by many threads. */
@ApplicationScoped
public class RegionRepository {
  private static final TypeReference<List<ClusterClass>> CLASSES = new TypeReference<>() {};

  private final JsonColumns json;
  private final Clock clock;

  RegionRepository(JsonColumns json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /** Finds a region by name. */
  public Optional<Region> find(Sql sql, String name) {
    return sql.first(
        "SELECT * FROM regions WHERE name = ? AND removed_at IS NULL", this::read, name);
  }

  /** Regions by name. */
  public List<Region> list(Sql sql, String after, int limit) {
    return sql.list(
        "SELECT * FROM regions WHERE name > ? AND removed_at IS NULL ORDER BY name LIMIT ?",
        this::read,
        after,
        limit);
  }

  /** Makes a managed region, or changes its cloud. */
  public void register(Sql sql, String name, String cloud) {
    sql.change(
        """
        INSERT INTO regions (name, cloud, kind) VALUES (?, ?, 'MANAGED')
        ON CONFLICT (name) DO UPDATE SET cloud = excluded.cloud
        """,
        name,
        cloud);
  }

  /** Makes a region; false when another one has the name, whoever's it is. */
  boolean insert(
      Sql sql, String name, Optional<String> organization, String cloud, Optional<String> place) {
    return sql.change(
            """
            INSERT INTO regions (name, org_id, cloud, cloud_region, kind) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            name,
            organization,
            cloud,
            place,
            organization.isPresent() ? Region.Kind.BYOC : Region.Kind.MANAGED)
        == 1;
  }

  /** How many an organisation has. */
  long count(Sql sql, String organization) {
    return sql.first(
            "SELECT count(*) AS made FROM regions WHERE org_id = ? AND removed_at IS NULL",
            row -> row.number("made"),
            organization)
        .orElseThrow();
  }

  /** Locks a region until the transaction ends. */
  Optional<Region> lock(Sql sql, String name) {
    return sql.first(
        "SELECT * FROM regions WHERE name = ? AND removed_at IS NULL FOR UPDATE", this::read, name);
  }

  /** Takes no new clusters from then on; empty: takes them again. */
  void drain(Sql sql, String name, Optional<Instant> since) {
    sql.change("UPDATE regions SET draining_at = ? WHERE name = ?", since, name);
  }

  /** Takes it away; its name is not given again. */
  void remove(Sql sql, String name) {
    sql.change("UPDATE regions SET removed_at = ? WHERE name = ?", clock.instant(), name);
  }

  /** Whether nobody has a cluster there. */
  boolean isEmpty(Sql sql, String name) {
    return sql.first("SELECT region_is_empty(?) AS free", row -> row.flag("free"), name)
        .orElseThrow();
  }

  /** Notes that the region's agent is there. */
  public void seen(Sql sql, String name) {
    sql.change("UPDATE regions SET last_seen_at = ? WHERE name = ?", clock.instant(), name);
  }

  /** Keeps what an agent said of its region. */
  public void describe(
      Sql sql,
      String name,
      Optional<String> kubernetes,
      Optional<String> agent,
      Optional<List<ClusterClass>> classes) {
    sql.change(
        """
        UPDATE regions SET kubernetes_version = coalesce(?, kubernetes_version), agent_version = coalesce(?, agent_version),
          classes = coalesce(?::jsonb, classes) WHERE name = ?
        """,
        kubernetes,
        agent,
        classes.map(json::write),
        name);
  }

  /** What the region's agent and data plane understand. */
  public Set<String> features(Sql sql, String name) {
    return sql.first(
            "SELECT features FROM regions WHERE name = ?",
            row -> Set.copyOf(row.strings("features")),
            name)
        .orElse(Set.of());
  }

  /** Keeps what the region's agent and data plane understand; whether it is something new. */
  public boolean understand(Sql sql, String name, List<String> features) {
    boolean changed = !features(sql, name).equals(Set.copyOf(features));
    if (changed) {
      sql.change("UPDATE regions SET features = ? WHERE name = ?", features, name);
    }
    return changed;
  }

  private Region read(Row row) {
    Optional<Instant> seen = row.time("last_seen_at");
    var state = Region.State.at(seen, clock.instant());
    return new Region(
        row.string("name"),
        row.string("cloud"),
        row.text("cloud_region"),
        Region.Kind.valueOf(row.string("kind")),
        row.text("org_id"),
        state,
        state == Region.State.AVAILABLE,
        row.time("draining_at").isPresent(),
        seen,
        json.read(row.string("classes"), CLASSES),
        row.strings("features"));
  }
}
