package dev.aerie.controlplane.clusterlog;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Logs of clusters. */
@Path("/v1/clusters/{id}/logs")
@Tag(name = "Observability")
@RunOnVirtualThread
public class ClusterLogResource {
  private final Exchange exchange;
  private final ClusterLogService logs;

  ClusterLogResource(Exchange exchange, ClusterLogService logs) {
    this.exchange = exchange;
    this.logs = logs;
  }

  @GET
  @Needs(Permission.CLUSTER_WRITE)
  @Refuses({Code.NOT_SUPPORTED_BY_REGION, Code.REGION_DOES_NOT_ANSWER})
  @Operation(
      summary = "Read a cluster's logs",
      description =
          "What the pods have written lately, read by the region while the caller waits. Regions "
              + "that do not let their logs be read refuse it. Slow searches are there with their "
              + "filters: it needs the permission to change clusters.")
  public ClusterLogs read(String id, @BeanParam LogSelection selection)
      throws InterruptedException {
    return logs.read(exchange, id, selection.check());
  }
}
