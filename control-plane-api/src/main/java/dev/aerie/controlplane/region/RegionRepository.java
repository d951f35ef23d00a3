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
    return sql.first("SELECT * FROM regions WHERE name = ?", this::read, name);
  }

  /** The name of the region with this token. */
  public Optional<String> withToken(Sql sql, String tokenSha256) {
    return sql.first(
        "SELECT name FROM regions WHERE token_sha256 = ?", row -> row.string("name"), tokenSha256);
  }

  /** Regions by name. */
  public List<Region> list(Sql sql, String after, int limit) {
    return sql.list(
        "SELECT * FROM regions WHERE name > ? ORDER BY name LIMIT ?", this::read, after, limit);
  }

  /** Makes a managed region, or changes its cloud and token. */
  public void register(Sql sql, String name, String cloud, String tokenSha256) {
    sql.change(
        """
        INSERT INTO regions (name, cloud, kind, token_sha256) VALUES (?, ?, 'MANAGED', ?)
        ON CONFLICT (name) DO UPDATE SET cloud = excluded.cloud, token_sha256 = excluded.token_sha256
        """,
        name,
        cloud,
        tokenSha256);
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
        Region.Kind.valueOf(row.string("kind")),
        state,
        state == Region.State.AVAILABLE,
        seen,
        json.read(row.string("classes"), CLASSES));
  }
}
