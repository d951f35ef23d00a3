package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.apikey.ApiKeyRows;
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
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a region should have. Safe for use by many threads. */
@ApplicationScoped
class DesiredRepository {
  private static final String NEWER =
      " FROM clusters WHERE region = ? AND revision > ? AND gone_at IS %s ORDER BY revision";

  /** The feature of regions that check scopes and addresses of keys. */
  private static final String KEY_SCOPES = "key-scopes";

  private static final String BACKUPS = "backups";

  private final RegionRepository regions;
  private final ClusterRows clusterRows;
  private final ApiKeyRows keyRows;
  private final DesiredBackups backups;
  private final LogRequestRepository logs;
  private final Clock clock;

  DesiredRepository(
      RegionRepository regions,
      ClusterRows clusterRows,
      ApiKeyRows keyRows,
      DesiredBackups backups,
      LogRequestRepository logs,
      Clock clock) {
    this.regions = regions;
    this.clusterRows = clusterRows;
    this.keyRows = keyRows;
    this.backups = backups;
    this.logs = logs;
    this.clock = clock;
  }

  /**
   * What is newer than a revision. A revision from the future, as after a restored backup, counts
   * as none.
   */
  Desired after(Sql sql, String region, long after) {
    long newest =
        sql.first(
                "SELECT coalesce(max(revision), 0) AS newest FROM clusters WHERE region = ?",
                row -> row.number("newest"),
                region)
            .orElseThrow();
    long since = after > newest ? 0 : after;
    sql.see(
        sql.list(
            "SELECT DISTINCT org_id FROM clusters WHERE region = ? AND revision > ?",
            row -> row.string("org_id"),
            region,
            since));
    Set<String> features = regions.features(sql, region);
    List<Desired.Document> documents =
        sql.list(
            "SELECT *" + NEWER.formatted("NULL"),
            row -> document(sql, row, features),
            region,
            since);
    List<Desired.Tombstone> tombstones =
        sql.list(
            "SELECT id, project_id" + NEWER.formatted("NOT NULL"),
            row -> new Desired.Tombstone(row.string("id"), row.string("project_id")),
            region,
            since);
    return new Desired(newest, documents, tombstones, logs.give(sql, region));
  }

  private Desired.Document document(Sql sql, Row row, Set<String> features) {
    String organization = row.string("org_id");
    String cluster = row.string("id");
    ClusterOptions options = clusterRows.options(row);
    boolean backedUp = features.contains(BACKUPS);
    return new Desired.Document(
        row.string("id"),
        row.string("org_id"),
        row.string("project_id"),
        row.string("name"),
        row.number("generation"),
        row.flag("deleting"),
        spec(row, options, backups.origin(sql, options)),
        keys(
            sql,
            row.string("org_id"),
            row.string("project_id"),
            row.string("id"),
            features.contains(KEY_SCOPES)),
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
        options.encryption());
  }

  /**
   * A key that is narrowed is not given to a region that would not narrow it; one of a custom role
   * has the role with data that this names, or opens nothing there.
   */
  private List<Desired.Key> keys(
      Sql sql, String organization, String project, String cluster, boolean scoped) {
    return sql.list(
        """
        SELECT k.id, sha256, coalesce(r.data_role, k.role) AS role, expires_at, scopes, ip_allowlist
        FROM api_keys k LEFT JOIN project_roles r ON r.org_id = k.org_id AND r.id = k.role
        WHERE k.org_id = ? AND (k.role NOT LIKE 'rol\\_%' OR r.data_role IS NOT NULL)
          AND coalesce(project_id, ?) = ? AND (cardinality(cluster_ids) = 0 OR ? = ANY (cluster_ids))
          AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
          AND (? OR (scopes = '[]' AND cardinality(ip_allowlist) = 0)) ORDER BY k.id
        """,
        row ->
            new Desired.Key(
                row.string("id"),
                row.string("sha256"),
                Role.valueOf(row.string("role")),
                row.time("expires_at"),
                keyRows.scopes(row),
                row.strings("ip_allowlist")),
        organization,
        project,
        project,
        cluster,
        clock.instant(),
        scoped);
  }
}
