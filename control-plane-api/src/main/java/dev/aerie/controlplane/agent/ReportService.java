package dev.aerie.controlplane.agent;

import dev.aerie.billing.UsageInterval;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterRepository;
import dev.aerie.controlplane.cluster.Revisions;
import dev.aerie.controlplane.cluster.backup.BackupObservation;
import dev.aerie.controlplane.cluster.backup.BackupReport;
import dev.aerie.controlplane.cluster.backup.ScheduleReport;
import dev.aerie.controlplane.cluster.backup.restore.RestoreObservation;
import dev.aerie.controlplane.cluster.backup.restore.RestoreReport;
import dev.aerie.controlplane.database.Database;
import dev.aerie.controlplane.database.Scope;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.erasure.ErasureReport;
import dev.aerie.controlplane.erasure.Erasures;
import dev.aerie.controlplane.keyuse.KeyUse;
import dev.aerie.controlplane.keyuse.KeyUseService;
import dev.aerie.controlplane.region.RegionRepository;
import dev.aerie.controlplane.usage.MeterRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes agents' reports: each batch once, whole or not at all. Safe for use by many threads. */
@ApplicationScoped
public class ReportService {
  private final Database database;
  private final Revisions revisions;
  private final ClusterRepository clusters;
  private final RegionRepository regions;
  private final MeterRepository meter;
  private final Observation observation;
  private final Telemetry telemetry;
  private final BackupObservation backupObservation;
  private final RestoreObservation restoreObservation;
  private final KeyUseService keyUses;
  private final Erasures erasures;
  private final Clock clock;

  ReportService(
      Database database,
      Revisions revisions,
      ClusterRepository clusters,
      RegionRepository regions,
      MeterRepository meter,
      Observation observation,
      Telemetry telemetry,
      BackupObservation backupObservation,
      RestoreObservation restoreObservation,
      KeyUseService keyUses,
      Erasures erasures,
      Clock clock) {
    this.database = database;
    this.revisions = revisions;
    this.clusters = clusters;
    this.regions = regions;
    this.meter = meter;
    this.observation = observation;
    this.telemetry = telemetry;
    this.backupObservation = backupObservation;
    this.restoreObservation = restoreObservation;
    this.keyUses = keyUses;
    this.erasures = erasures;
    this.clock = clock;
  }

  /**
   * Takes a report of a region and returns its batch; what it says of other regions' clusters is
   * ignored.
   */
  public long accept(String region, Report report) {
    report.check();
    long batch = report.batch().orElseThrow();
    return database.transaction(
        Scope.region(region),
        sql -> {
          revisions.lock(sql, region);
          regions.seen(sql, region);
          if (isNew(sql, region, report.agentId().orElseThrow(), batch)) {
            apply(sql, region, report);
          }
          return batch;
        });
  }

  private static boolean isNew(Sql sql, String region, String agent, long batch) {
    return sql.change(
            """
            INSERT INTO agent_batches AS known (region, agent_id, batch) VALUES (?, ?, ?)
            ON CONFLICT (region, agent_id) DO UPDATE SET batch = excluded.batch WHERE known.batch < excluded.batch
            """,
            region,
            agent,
            batch)
        == 1;
  }

  private void apply(Sql sql, String region, Report report) {
    report
        .region()
        .ifPresent(
            facts -> {
              regions.describe(
                  sql, region, facts.kubernetesVersion(), facts.agentVersion(), facts.classes());
              if (regions.understand(sql, region, facts.features().orElse(List.of()))) {
                revisions.touchRegion(sql, region);
              }
            });
    List<Report.Status> statuses = report.statuses().orElse(List.of());
    List<Report.Usage> usage = report.usage().orElse(List.of());
    List<Report.Measured> metrics = report.metrics().orElse(List.of());
    List<Report.Happened> events = report.events().orElse(List.of());
    List<BackupReport> backups = report.backups().orElse(List.of());
    List<ScheduleReport> schedules = report.backupSchedules().orElse(List.of());
    List<RestoreReport> restores = report.restores().orElse(List.of());
    List<KeyUse> uses = report.keyUses().orElse(List.of());
    List<ErasureReport> ended = report.erasures().orElse(List.of());
    showOwners(
        sql,
        region,
        Stream.of(
                statuses.stream().map(Report.Status::clusterId),
                usage.stream().map(Report.Usage::clusterId),
                metrics.stream().map(Report.Measured::clusterId),
                events.stream().map(Report.Happened::clusterId),
                backups.stream().map(BackupReport::clusterId),
                schedules.stream().map(ScheduleReport::clusterId),
                restores.stream().map(RestoreReport::clusterId),
                uses.stream().map(KeyUse::clusterId),
                ended.stream().map(ErasureReport::clusterId))
            .flatMap(ids -> ids)
            .distinct()
            .toList());
    usage.forEach(
        one ->
            findEver(sql, region, one.clusterId()).ifPresent(cluster -> count(sql, cluster, one)));
    metrics.forEach(
        one ->
            find(sql, region, one.clusterId())
                .ifPresent(cluster -> telemetry.keep(sql, cluster, one)));
    events.forEach(
        one ->
            find(sql, region, one.clusterId())
                .ifPresent(cluster -> telemetry.keep(sql, cluster, one)));
    keyUses.keep(sql, uses, id -> findEver(sql, region, id));
    statuses.forEach(
        status ->
            find(sql, region, status.clusterId())
                .ifPresent(cluster -> observation.apply(sql, cluster, status)));
    backups.forEach(
        one ->
            find(sql, region, one.clusterId())
                .ifPresent(cluster -> backupObservation.apply(sql, cluster, one)));
    schedules.forEach(
        one ->
            find(sql, region, one.clusterId())
                .ifPresent(cluster -> backupObservation.apply(sql, cluster, one)));
    restores.forEach(
        one ->
            find(sql, region, one.clusterId())
                .ifPresent(cluster -> restoreObservation.apply(sql, cluster, one)));
    ended.forEach(one -> erasures.apply(sql, region, one));
  }

  private static void showOwners(Sql sql, String region, List<String> ids) {
    sql.see(
        sql.list(
            "SELECT DISTINCT org_id FROM clusters WHERE region = ? AND id = ANY (?)",
            row -> row.string("org_id"),
            region,
            ids));
  }

  private Optional<Cluster> find(Sql sql, String region, String id) {
    return clusters.lock(sql, id).filter(cluster -> cluster.region().equals(region));
  }

  /** After an outage an agent tells that a cluster is gone before all that it used. */
  private Optional<Cluster> findEver(Sql sql, String region, String id) {
    return clusters.findEver(sql, id).filter(cluster -> cluster.region().equals(region));
  }

  private void count(Sql sql, Cluster cluster, Report.Usage one) {
    meter.append(
        sql,
        cluster,
        new UsageInterval(
            one.id(), cluster.id(), one.units(), one.replicas(), one.from(), one.to()),
        clock.instant());
  }
}
