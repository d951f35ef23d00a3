package dev.aerie.controlplane.erasure;

import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rows of what is to be erased. Nothing here touches a cluster that is there: each statement asks
 * for {@code gone_at}, which whoever brings it back takes away. Safe for use by many threads.
 */
@ApplicationScoped
class ErasureRepository {
  private static final String SELECT =
      """
      SELECT c.org_id, c.id, c.region, c.deletion_policy, r.removed_at IS NOT NULL AS region_removed, r.features
      FROM clusters c JOIN regions r ON r.name = c.region WHERE c.id = ? AND c.gone_at IS NOT NULL AND c.erased_at IS NULL\
      """;

  /** A region that is no more will not say that it has done what it was told. */
  private static final String TO_BEGIN =
      " AND c.org_id = ? AND c.gone_at <= ? AND coalesce(c.kept_until <= ?, true) AND (c.erasing_at IS NULL OR r.removed_at IS NOT NULL)";

  /** What was deleted before a time, of all organisations; what is inside comes first. */
  List<Due> due(Sql sql, Instant since, Instant at) {
    return sql.list(
        "SELECT * FROM erasures_due(?, ?)",
        row ->
            new Due(Due.Kind.valueOf(row.string("kind")), row.string("org_id"), row.string("id")),
        since,
        at);
  }

  /** A cluster that has gone before a time, and whose region was not told. */
  Optional<Recycled> find(Sql sql, Due due, Instant since, Instant at) {
    return sql.first(SELECT + TO_BEGIN, Recycled::read, due.id(), due.organization(), since, at);
  }

  /** The same, unchanged by others until the transaction ends; take the region's lock first. */
  Optional<Recycled> lock(Sql sql, Due due, Instant since, Instant at) {
    return sql.first(
        SELECT + TO_BEGIN + " FOR UPDATE OF c",
        Recycled::read,
        due.id(),
        due.organization(),
        since,
        at);
  }

  /** One that this region was told to erase, unchanged by others; take the region's lock first. */
  Optional<Recycled> lockErasing(Sql sql, String region, String id) {
    return sql.first(
        SELECT + " AND c.erasing_at IS NOT NULL AND c.region = ? FOR UPDATE OF c",
        Recycled::read,
        id,
        region);
  }

  /**
   * Whether the cluster has a backup that its schedule still keeps at a time, or that another
   * cluster begins with just now: they lie among its objects.
   */
  boolean isKeptByBackups(Sql sql, Recycled cluster, Instant at) {
    return sql.first(
            """
            SELECT 1 FROM backups b LEFT JOIN backup_schedules s ON s.org_id = b.org_id AND s.id = b.schedule_id AND s.deleted_at IS NULL
            WHERE b.org_id = ? AND b.cluster_id = ? AND b.gone_at IS NULL AND (b.taken_at + s.keep_age::interval > ?
              OR EXISTS (SELECT FROM clusters c WHERE c.org_id = b.org_id AND c.gone_at IS NULL AND c.state = 'CREATING'
                AND c.options #>> '{bootstrap,fromBackup,backupId}' = b.id)) LIMIT 1
            """,
            row -> cluster,
            cluster.organization(),
            cluster.id(),
            at)
        .isPresent();
  }

  /** From now on nobody brings it back; a revision has its region told. */
  void begin(Sql sql, Recycled cluster, Instant at, long revision) {
    sql.change(
        "UPDATE clusters SET erasing_at = ?, revision = ? WHERE org_id = ? AND id = ? AND gone_at IS NOT NULL",
        at,
        revision,
        cluster.organization(),
        cluster.id());
  }

  /** Keeps why its region could not; whether that is something new. */
  boolean hindered(Sql sql, Recycled cluster, String reason) {
    return sql.change(
            "UPDATE clusters SET erasure_problem = ? WHERE org_id = ? AND id = ? AND erasure_problem IS DISTINCT FROM ?",
            reason,
            cluster.organization(),
            cluster.id(),
            reason)
        == 1;
  }

  /** Removes what rows tell of a cluster that has begun to be erased; false when none such is. */
  boolean erase(Sql sql, Recycled cluster, Instant at) {
    return sql.first(
            "SELECT erase_cluster(?, ?, ?) AS erased",
            row -> row.flag("erased"),
            cluster.organization(),
            cluster.id(),
            at)
        .orElseThrow();
  }

  /** Has its region hear no more of it. */
  void end(Sql sql, Recycled cluster, long revision) {
    sql.change(
        "UPDATE clusters SET revision = ? WHERE org_id = ? AND id = ?",
        revision,
        cluster.organization(),
        cluster.id());
  }

  /** The same of a project or an organisation; false when something of it is left. */
  boolean erase(Sql sql, Due due, Instant since, Instant at) {
    return switch (due.kind()) {
      case CLUSTER -> throw new IllegalArgumentException("a cluster is erased by its region");
      case PROJECT ->
          sql.first(
                  "SELECT erase_project(?, ?, ?, ?) AS erased",
                  row -> row.flag("erased"),
                  due.organization(),
                  due.id(),
                  since,
                  at)
              .orElseThrow();
      case ORGANIZATION ->
          sql.first(
                  "SELECT erase_organization(?, ?, ?) AS erased",
                  row -> row.flag("erased"),
                  due.organization(),
                  since,
                  at)
              .orElseThrow();
    };
  }
}
