package dev.aerie.controlplane.metric;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterService;
import dev.aerie.controlplane.exchange.Exchange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a Prometheus of the customer's scrapes, with an API key as its bearer token. */
@Path("/v1/clusters/{id}/metrics:export")
@Tag(name = "Observability")
@RunOnVirtualThread
public class MetricExportResource {
  /** Prometheus takes a sample for the present for so long, too. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Exchange exchange;
  private final ClusterService clusters;
  private final MetricRepository metrics;
  private final Clock clock;

  MetricExportResource(
      Exchange exchange, ClusterService clusters, MetricRepository metrics, Clock clock) {
    this.exchange = exchange;
    this.clusters = clusters;
    this.metrics = metrics;
    this.clock = clock;
  }

  @GET
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @Needs(Permission.CLUSTER_READ)
  @Operation(
      summary = "Export a cluster's metrics to Prometheus",
      description = "The newest figures of a cluster in the text format of Prometheus.")
  public String export(String id) {
    return exchange.read(
        sql -> {
          List<Cluster> one = List.of(clusters.get(sql, id));
          return Exposition.of(one, metrics.newest(sql, List.of(id), clock.instant().minus(FRESH)));
        });
  }
}
