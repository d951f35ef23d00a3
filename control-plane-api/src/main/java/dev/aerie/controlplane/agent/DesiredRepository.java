package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.cluster.ClusterRows;
import dev.aerie.controlplane.cluster.DeletionPolicy;
import dev.aerie.controlplane.cluster.backup.restore.RestoreService;
import dev.aerie.controlplane.cluster.option.ClusterOptions;
import dev.aerie.controlplane.cluster.option.Engine;
import dev.aerie.controlplane.clusterlog.LogRequestRepository;
import dev.aerie.controlplane.database.Row;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.region.RegionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a region should have. Safe for use by many threads. */
@ApplicationScoped
class DesiredRepository {
  /** The feature of regions that check scopes and addresses of keys. */
  private static final String KEY_SCOPES = "key-scopes";

  private static final String BACKUPS = "backups";

  private final RegionRepository regions;
  private final ClusterRows clusterRows;
  private final DesiredKeys keys;
  private final DesiredBackups backups;
  private final DesiredErasures erasures;
  private final LogRequestRepository logs;

  DesiredRepository(
      RegionRepository regions,
      ClusterRows clusterRows,
      DesiredKeys keys,
      DesiredBackups backups,
      DesiredErasures erasures,
      LogRequestRepository logs) {
    this.regions = regions;
    this.clusterRows = clusterRows;
    this.keys = keys;
    this.backups = backups;
    this.erasures = erasures;
    this.logs = logs;
  }

  /**
   * What is newer than a revision: clusters that have changed, and those opened by keys that have.
   * A revision from the future, as after a restored backup, counts as none.
   */
  Desired after(Sql sql, String region, long after) {
    long newest = newest(sql, region);
    long since = after > newest ? 0 : after;
    if (since == newest) {
      return new Desired(newest, List.of(), List.of(), logs.give(sql, region), List.of());
    }
    List<String> changed = owners(sql, region, since);
    // From the beginning every cluster is given, whatever keys open it.
    List<String> rekeyed = since == 0 ? List.of() : keys.owners(sql, region, since);
    List<String> owners = Stream.of(changed, rekeyed).flatMap(List::stream).distinct().toList();
    sql.see(owners);
    return new Desired(
        newest,
        documents(sql, region, since, owners, keys.opened(sql, region, rekeyed, since)),
        tombstones(sql, region, since),
        logs.give(sql, region),
        erasures.after(sql, region, since, owners));
  }

  private static long newest(Sql sql, String region) {
    return sql.first(
            """
            SELECT greatest(0, (SELECT max(revision) FROM clusters WHERE region = ?),
              (SELECT max(revision) FROM key_revisions WHERE region = ?)) AS newest
            """,
            row -> row.number("newest"),
            region,
            region)
        .orElseThrow();
  }

  private static List<String> owners(Sql sql, String region, long since) {
    return sql.list(
        "SELECT DISTINCT org_id FROM clusters WHERE region = ? AND revision > ?",
        row -> row.string("org_id"),
        region,
        since);
  }

  /**
   * A cluster whose owner was not looked up, as it came after that, would come without its keys; it
   * is newer than the answer and comes with the next. That is a filter, no way of finding rows.
   */
  private List<Desired.Document> documents(
      Sql sql, String region, long since, List<String> owners, List<String> opened) {
    Set<String> features = regions.features(sql, region);
    return sql.list(
        """
        SELECT * FROM clusters WHERE region = ? AND (revision > ? OR id = ANY (?)) AND gone_at IS NULL
          AND coalesce(org_id = ANY (?), false) ORDER BY revision
        """,
        row -> document(sql, row, features),
        region,
        since,
        opened,
        owners);
  }

  private static List<Desired.Tombstone> tombstones(Sql sql, String region, long since) {
    return sql.list(
        "SELECT id, project_id FROM clusters WHERE region = ? AND revision > ? AND gone_at IS NOT NULL AND (erasing_at IS NULL OR erased_at IS NOT NULL) ORDER BY revision",
        row -> new Desired.Tombstone(row.string("id"), row.string("project_id")),
        region,
        since);
  }

  private Desired.Document document(Sql sql, Row row, Set<String> features) {
    String organization = row.string("org_id");
    String cluster = row.string("id");
    ClusterOptions options = clusterRows.options(row);
    boolean backedUp = features.contains(BACKUPS);
    return new Desired.Document(
        cluster,
        organization,
        row.string("project_id"),
        row.string("name"),
        row.number("generation"),
        row.flag("deleting"),
        spec(row, options, backups.origin(sql, options)),
        keys.of(
            sql, organization, row.string("project_id"), cluster, features.contains(KEY_SCOPES)),
        backedUp ? Optional.of(backups.wished(sql, organization, cluster)) : Optional.empty(),
        backedUp ? Optional.of(backups.scheduled(sql, organization, cluster)) : Optional.empty(),
        features.contains(RestoreService.FEATURE)
            ? Optional.of(backups.restored(sql, organization, cluster))
            : Optional.empty());
  }

  private static Desired.Spec spec(
      Row row, ClusterOptions options, Optional<Desired.Origin> origin) {
    return new Desired.Spec(
        row.string("class"),
        options.targetVersion(),
        row.integer("units"),
        row.integer("replicas"),
        row.flag("suspended"),
        DeletionPolicy.valueOf(row.string("deletion_policy")),
        row.number("restarts"),
        Optional.of(options.engine()).filter(engine -> engine != Engine.AERIE),
        options.autoscaling(),
        options.exposure(),
        options.allowedCidrs(),
        options.tlsSecretRef(),
        options.maintenanceWindow(),
        options.idleSuspendAfter(),
        origin,
        options.encryption(),
        options.tiering());
  }
}
