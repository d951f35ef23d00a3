package dev.aerie.controlplane.cluster.connection;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.cluster.ClusterService;
import dev.aerie.controlplane.exchange.Exchange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How programs connect to a cluster. */
@Path("/v1/clusters/{id}/connection")
@Tag(name = "Clusters")
@RunOnVirtualThread
public class ConnectionResource {
  private final Exchange exchange;
  private final ClusterService clusters;

  ConnectionResource(Exchange exchange, ClusterService clusters) {
    this.exchange = exchange;
    this.clusters = clusters;
  }

  @GET
  @Needs(Permission.CLUSTER_READ)
  @Operation(
      summary = "Get how to connect to a cluster",
      description = "The address, and programs that use it.")
  public ClusterConnection get(String id) {
    return exchange.read(sql -> ClusterConnection.of(clusters.get(sql, id)));
  }
}
