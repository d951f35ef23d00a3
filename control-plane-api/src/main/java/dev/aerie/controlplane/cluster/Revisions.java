package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.database.Conditions;
import dev.aerie.controlplane.database.Notifications;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * The revision of what regions should see. Revisions of a region are drawn under its lock, so they
 * become visible in order and an agent that asks for what is newer misses nothing. The lock is
 * taken before any cluster row, always, or two changes could wait for each other. Keys have
 * revisions of their own, so that one that changes writes no cluster. Commits wake the agents'
 * requests by {@code NOTIFY}. Safe for use by many threads.
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
    return draw(sql);
  }

  private static long draw(Sql sql) {
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

  /**
   * Lets no key of an organisation change until this transaction ends, so that none can miss a
   * cluster that is about to come to a region. Taken before the region's lock.
   */
  public void holdKeys(Sql sql, String organization) {
    sql.list(
        "SELECT pg_advisory_xact_lock_shared(hashtextextended('keys:' || ?, 0))",
        row -> organization,
        organization);
  }

  /** Lets nobody else change keys of an organisation until this transaction ends. */
  public void lockKeys(Sql sql, String organization) {
    sql.list(
        "SELECT pg_advisory_xact_lock(hashtextextended('keys:' || ?, 0))",
        row -> organization,
        organization);
  }

  /**
   * Takes the locks that a change of keys takes, for who changes more than one after the other and
   * records each.
   *
   * @return the regions where the organisation, or the project, has clusters
   */
  public List<String> lockForKeys(Sql sql, String organization, Optional<String> project) {
    lockKeys(sql, organization);
    List<String> regions = places(sql, organization, project);
    regions.forEach(region -> lock(sql, region));
    return regions;
  }

  /**
   * The revision for keys of an organisation, or of one of its projects, that are about to change.
   * Locks the regions where it has clusters; they look for keys with this revision.
   */
  public long nextOfKeys(Sql sql, String organization, Optional<String> project) {
    List<String> regions = lockForKeys(sql, organization, project);
    long revision = draw(sql);
    sql.list(
        """
        INSERT INTO key_revisions (org_id, region, revision) SELECT ?, name, ? FROM unnest(?) AS name
        ON CONFLICT (org_id, region) DO UPDATE SET revision = excluded.revision
        RETURNING pg_notify(?, region)
        """,
        row -> revision,
        organization,
        revision,
        regions,
        Notifications.DESIRED);
    return revision;
  }

  /** Looks into each region once, as there are few regions and perhaps many clusters. */
  private static List<String> places(Sql sql, String organization, Optional<String> project) {
    Conditions wanted =
        new Conditions()
            .and("c.org_id = ?", organization)
            .andIf("c.project_id = ?", project)
            .and("c.region = r.name AND c.gone_at IS NULL");
    return sql.list(
        "SELECT r.name FROM regions r CROSS JOIN LATERAL (SELECT 1 FROM clusters c WHERE %s LIMIT 1) AS placed ORDER BY r.name"
            .formatted(wanted.text()),
        row -> row.string("name"),
        wanted.parametersAnd());
  }
}
