package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.clusterevent.ClusterEvent;
import dev.aerie.controlplane.clusterevent.ClusterEventRepository;
import dev.aerie.controlplane.database.Sql;
import dev.aerie.controlplane.metric.Metric;
import dev.aerie.controlplane.metric.MetricRepository;
import dev.aerie.controlplane.metric.Sample;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** Keeps what a report measured and what it says has happened. Safe for use by many threads. */
@ApplicationScoped
class Telemetry {
  private final MetricRepository metrics;
  private final ClusterEventRepository events;

  Telemetry(MetricRepository metrics, ClusterEventRepository events) {
    this.metrics = metrics;
    this.events = events;
  }

  void keep(Sql sql, Cluster cluster, Report.Measured measured) {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    measured
        .figures()
        .forEach((name, figure) -> Metric.named(name).ifPresent(m -> figures.put(m, figure)));
    metrics.append(sql, cluster, new Sample(cluster.id(), measured.at(), figures));
  }

  void keep(Sql sql, Cluster cluster, Report.Happened happened) {
    events.append(
        sql,
        cluster,
        new ClusterEvent(
            happened.id(),
            cluster.id(),
            happened.at(),
            happened.type(),
            happened.reason(),
            happened.note()));
  }
}
