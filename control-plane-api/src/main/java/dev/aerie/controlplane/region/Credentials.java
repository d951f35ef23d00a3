package dev.aerie.controlplane.region;

import dev.aerie.controlplane.access.ApiKeySecret;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Keys that agents have made for themselves; the control plane knows their hashes. A region may
 * have two at a time: the one in use, and the next until it is used, which ends the one before. For
 * transactions that see the region. Safe for use by many threads.
 */
@ApplicationScoped
public class Credentials {
  private final Clock clock;

  Credentials(Clock clock) {
    this.clock = clock;
  }

  /** The region whose agent has this key, whoever asks. */
  public Optional<String> region(Sql sql, String key) {
    return sql.first(
            "SELECT region_with_credential(?) AS region",
            row -> row.text("region"),
            ApiKeySecret.sha256(key))
        .flatMap(found -> found);
  }

  /** Whether a key opens the region. */
  public boolean isLive(Sql sql, String region, String sha256) {
    return sql.first(
            "SELECT 1 AS one FROM region_credentials WHERE region = ? AND sha256 = ? AND ended_at IS NULL",
            row -> row.integer("one"),
            region,
            sha256)
        .isPresent();
  }

  /**
   * Lets a key open the region beside the one in use; another one that was never used ends.
   *
   * @return whether it is new
   */
  public boolean add(Sql sql, String region, String sha256) {
    sql.change(
        """
        UPDATE region_credentials SET ended_at = ?
        WHERE region = ? AND sha256 <> ? AND used_at IS NULL AND ended_at IS NULL
        """,
        clock.instant(),
        region,
        sha256);
    return sql.change(
            """
            INSERT INTO region_credentials (org_id, region, sha256, created_at)
            SELECT org_id, name, ?, ? FROM regions WHERE name = ? ON CONFLICT DO NOTHING
            """,
            sha256,
            clock.instant(),
            region)
        == 1;
  }

  /** Notes that a key is in use: with its first use those before it end. */
  public void used(Sql sql, String region, String key) {
    String sha256 = ApiKeySecret.sha256(key);
    boolean first =
        sql.change(
                "UPDATE region_credentials SET used_at = ? WHERE sha256 = ? AND used_at IS NULL",
                clock.instant(),
                sha256)
            == 1;
    if (first) {
      sql.change(
          "UPDATE region_credentials SET ended_at = ? WHERE region = ? AND sha256 <> ? AND ended_at IS NULL",
          clock.instant(),
          region,
          sha256);
    }
  }

  /** Ends all keys of a region: its agent is refused until it is enrolled again. */
  public void revoke(Sql sql, String region) {
    sql.change(
        "UPDATE region_credentials SET ended_at = ? WHERE region = ? AND ended_at IS NULL",
        clock.instant(),
        region);
  }
}
