package dev.aerie.controlplane.metric;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rows of what was measured. Safe for use by many threads. */
@ApplicationScoped
public class MetricRepository {
  private static final TypeReference<Map<String, Double>> FIGURES = new TypeReference<>() {};

  private final JsonColumns json;

  MetricRepository(JsonColumns json) {
    this.json = json;
  }

  /** Keeps a sample; one of the same time that is there already changes nothing. */
  public void append(Sql sql, Cluster cluster, Sample sample) {
    Map<String, Double> named = new TreeMap<>();
    sample.figures().forEach((metric, figure) -> named.put(metric.text(), figure));
    sql.change(
        "INSERT INTO cluster_samples (org_id, cluster_id, at, figures) VALUES (?, ?, ?, ?::jsonb) ON CONFLICT DO NOTHING",
        cluster.organizationId(),
        cluster.id(),
        sample.at(),
        json.write(named));
  }

  List<Series> series(Sql sql, Cluster cluster, MetricRange.Checked range) {
    Map<String, List<Series.Point>> found = new LinkedHashMap<>();
    range.metrics().forEach(metric -> found.put(metric.text(), new ArrayList<>()));
    sql.list(
            """
            SELECT figure.key AS metric, date_bin(make_interval(secs => ?), at, ?) AS step,
              avg(figure.value::float8) AS average, max(figure.value::float8) AS highest
            FROM cluster_samples, jsonb_each_text(figures) figure
            WHERE org_id = ? AND cluster_id = ? AND at >= ? AND at < ? AND figure.key = ANY (?)
            GROUP BY 1, 2 ORDER BY 2
            """,
            row ->
                Map.entry(
                    row.string("metric"),
                    new Series.Point(
                        row.instant("step"), row.real("average"), row.real("highest"))),
            (double) range.step().toSeconds(),
            range.from(),
            cluster.organizationId(),
            cluster.id(),
            range.from(),
            range.to(),
            found.keySet())
        .forEach(point -> found.get(point.getKey()).add(point.getValue()));
    return found.entrySet().stream()
        .map(entry -> new Series(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /** The newest sample of each of these clusters since a time, by the cluster's id. */
  Map<String, Sample> newest(Sql sql, List<String> clusters, Instant since) {
    return sql
        .list(
            """
            SELECT newest.* FROM unnest(?::text[]) wanted (id), LATERAL (
              SELECT cluster_id, at, figures FROM cluster_samples
              WHERE org_id = ANY (visible_organizations()) AND cluster_id = wanted.id AND at > ? ORDER BY at DESC LIMIT 1) newest
            """,
            row ->
                new Sample(
                    row.string("cluster_id"),
                    row.instant("at"),
                    known(json.read(row.string("figures"), FIGURES))),
            clusters,
            since)
        .stream()
        .collect(Collectors.toMap(Sample::clusterId, sample -> sample));
  }

  private static Map<Metric, Double> known(Map<String, Double> figures) {
    Map<Metric, Double> known = new TreeMap<>();
    figures.forEach((name, figure) -> Metric.named(name).ifPresent(m -> known.put(m, figure)));
    return known;
  }
}
