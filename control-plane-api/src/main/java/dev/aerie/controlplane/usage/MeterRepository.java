package dev.aerie.controlplane.usage;

import dev.aerie.billing.ClusterUsage;
import dev.aerie.billing.Metering;
import dev.aerie.billing.UsageInterval;
import dev.aerie.billing.Window;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Append-only rows of what clusters used. Safe for use by many threads. */
@ApplicationScoped
public class MeterRepository {

  /** Keeps a record; one with an id that is there already changes nothing. */
  public void append(Sql sql, Cluster cluster, UsageInterval record, Instant now) {
    sql.change(
        """
        INSERT INTO meter_records (org_id, id, project_id, cluster_id, units, replicas, from_at, to_at, recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """,
        cluster.organizationId(),
        record.id(),
        cluster.projectId(),
        cluster.id(),
        record.units(),
        record.replicas(),
        record.from(),
        record.to(),
        now);
  }

  /**
   * What each cluster used within a window, by cluster id: the one rule for reports, budgets and
   * bills, by which no moment counts twice.
   */
  public List<ClusterUsage> used(Sql sql, String organization, Window window) {
    return Metering.total(within(sql, organization, window), window);
  }

  /**
   * What clusters had within a window. Records of the same size that follow each other without a
   * gap are one, with the id of one of them: there may be millions a cluster and year, and few
   * changes of its size.
   */
  List<UsageInterval> within(Sql sql, String organization, Window window) {
    return sql.list(
        """
        SELECT min(id) AS id, cluster_id, units, replicas, min(from_at) AS from_at, max(to_at) AS to_at FROM (
          SELECT *, count(*) FILTER (WHERE begins) OVER (same ROWS UNBOUNDED PRECEDING) AS stretch FROM (
            SELECT id, cluster_id, units, replicas, from_at, to_at,
              from_at > max(to_at) OVER (same ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS begins
            FROM meter_records WHERE org_id = ? AND from_at < ? AND to_at > ?
            WINDOW same AS (PARTITION BY cluster_id, units, replicas ORDER BY from_at, id)) AS records
          WINDOW same AS (PARTITION BY cluster_id, units, replicas ORDER BY from_at, id)) AS stretches
        GROUP BY cluster_id, units, replicas, stretch
        """,
        row ->
            new UsageInterval(
                row.string("id"),
                row.string("cluster_id"),
                row.integer("units"),
                row.integer("replicas"),
                row.instant("from_at"),
                row.instant("to_at")),
        organization,
        window.to(),
        window.from());
  }

  Map<String, String> projectsOfClusters(Sql sql, String organization) {
    return sql
        .list(
            "SELECT id, project_id FROM clusters WHERE org_id = ?",
            row -> Map.entry(row.string("id"), row.string("project_id")),
            organization)
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
