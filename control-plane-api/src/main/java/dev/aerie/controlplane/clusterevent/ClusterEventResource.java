package dev.aerie.controlplane.clusterevent;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterService;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happened to a cluster. */
@Path("/v1/clusters/{id}/events")
@Tag(name = "Observability", description = "Events and figures of clusters.")
@RunOnVirtualThread
public class ClusterEventResource {
  private final Exchange exchange;
  private final ClusterService clusters;
  private final ClusterEventRepository events;

  ClusterEventResource(Exchange exchange, ClusterService clusters, ClusterEventRepository events) {
    this.exchange = exchange;
    this.clusters = clusters;
    this.events = events;
  }

  @GET
  @Needs(Permission.CLUSTER_READ)
  @Operation(
      summary = "List a cluster's events",
      description =
          "Turns of its life of the last 30 days, newest first: changes of phase, "
              + "problems, recoveries.")
  public Page<ClusterEvent> list(String id, @BeanParam PageRequest page) {
    return exchange.read(
        sql -> {
          Cluster cluster = clusters.get(sql, id);
          return page.cut(
              events.newest(sql, cluster, page.key(), page.limit() + 1), ClusterEvent::id);
        });
  }
}
