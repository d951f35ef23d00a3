package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.database.Notifications;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * The revision of what regions should see. Revisions of a region are drawn under its lock, so they
 * become visible in order and an agent that asks for what is newer misses nothing. The lock is
 * taken before any cluster row, always, or two changes could wait for each other. Commits wake the
 * agents' requests by {@code NOTIFY}. Safe for use by many threads.
 */
@ApplicationScoped
public class Revisions {
  /** Lets no other transaction change what this region should see until this one ends. */
  public void lock(Sql sql, String region) {
    sql.list(
        "SELECT pg_advisory_xact_lock(hashtextextended('desired:' || ?, 0))",
        row -> region,
        region);
  }

  /** The next revision for a locked region. */
  public long next(Sql sql, String region) {
    sql.list("SELECT pg_notify(?, ?)", row -> region, Notifications.DESIRED, region);
    return sql.first(
            "SELECT nextval('desired_revision') AS revision", row -> row.number("revision"))
        .orElseThrow();
  }

  /** Shows a locked region one of its clusters anew. */
  public void touch(Sql sql, Cluster cluster) {
    sql.change(
        "UPDATE clusters SET revision = ? WHERE org_id = ? AND id = ?",
        next(sql, cluster.region()),
        cluster.organizationId(),
        cluster.id());
  }

  /** Shows a locked region all its clusters anew. */
  public void touchRegion(Sql sql, String region) {
    sql.see(
        sql.list(
            "SELECT DISTINCT org_id FROM clusters WHERE region = ? AND gone_at IS NULL",
            row -> row.string("org_id"),
            region));
    sql.change(
        "UPDATE clusters SET revision = ? WHERE region = ? AND gone_at IS NULL",
        next(sql, region),
        region);
  }

  /** Shows regions the clusters a key opens anew, because the key has changed. */
  public void touch(Sql sql, String organization, Optional<String> project, List<String> clusters) {
    List<String> regions =
        sql.list(
            "SELECT DISTINCT region FROM clusters WHERE org_id = ? AND gone_at IS NULL ORDER BY region",
            row -> row.string("region"),
            organization);
    for (String region : regions) {
      lock(sql, region);
      sql.change(
          """
          UPDATE clusters SET revision = ?
          WHERE org_id = ? AND region = ? AND gone_at IS NULL AND project_id = coalesce(?, project_id)
            AND (cardinality(?::text[]) = 0 OR id = ANY (?))
          """,
          next(sql, region),
          organization,
          region,
          project,
          clusters,
          clusters);
    }
  }
}
