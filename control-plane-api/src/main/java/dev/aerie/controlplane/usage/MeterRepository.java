package dev.aerie.controlplane.usage;

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

  List<UsageInterval> within(Sql sql, String organization, Window window) {
    return sql.list(
        "SELECT * FROM meter_records WHERE org_id = ? AND from_at < ? AND to_at > ?",
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
