package dev.aerie.controlplane.metric;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.cluster.ClusterService;
import dev.aerie.controlplane.exchange.Exchange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was measured of a cluster. */
@Path("/v1/clusters/{id}/metrics")
@Tag(name = "Observability")
@RunOnVirtualThread
public class MetricResource {
  private final Exchange exchange;
  private final ClusterService clusters;
  private final MetricRepository metrics;
  private final Clock clock;

  MetricResource(
      Exchange exchange, ClusterService clusters, MetricRepository metrics, Clock clock) {
    this.exchange = exchange;
    this.clusters = clusters;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The series asked for; one of which nothing was measured has no points. */
  public record Metrics(List<Series> items) {}

  @GET
  @Needs(Permission.CLUSTER_READ)
  @Operation(
      summary = "Query a cluster's metrics",
      description = "Averages and highest figures of each step, of the last 30 days at most.")
  public Metrics range(String id, @BeanParam MetricRange range) {
    MetricRange.Checked checked = range.check(clock.instant());
    return exchange.read(sql -> new Metrics(metrics.series(sql, clusters.get(sql, id), checked)));
  }
}
