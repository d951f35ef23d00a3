package dev.aerie.controlplane.region;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of regions. Safe for use by many threads. */
@ApplicationScoped
public class RegionRepository {
  private final ObjectMapper json;
  private final Clock clock;

  RegionRepository(ObjectMapper json, Clock clock) {
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
        classes.map(this::write),
        name);
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
        classes(row.string("classes")));
  }

  private List<ClusterClass> classes(String text) {
    try {
      return json.readValue(text, new TypeReference<>() {});
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("the classes of a region are not what was written", broken);
    }
  }

  private String write(List<ClusterClass> classes) {
    try {
      return json.writeValueAsString(classes);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cluster classes are not JSON", impossible);
    }
  }
}
