package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Clusters. Changes answer 202: their operation tells when they have come true. */
@Path("/v1/clusters")
@Tag(
    name = "Clusters",
    description =
        "Vector databases. Changes answer 202: their operation tells when they have come true.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ClusterResource {
  private final Exchange exchange;
  private final ClusterService clusters;
  private final KeyServiceAddresses keyServices;

  ClusterResource(Exchange exchange, ClusterService clusters, KeyServiceAddresses keyServices) {
    this.exchange = exchange;
    this.keyServices = keyServices;
    this.clusters = clusters;
  }

  @GET
  @Needs(Permission.CLUSTER_READ)
  @Operation(
      summary = "List clusters",
      description = "Those the caller reaches, of one organization or project or all.")
  public Page<Cluster> list(
      @QueryParam("organizationId") Optional<String> organizationId,
      @QueryParam("projectId") Optional<String> projectId,
      @BeanParam PageRequest page) {
    return exchange.read(sql -> clusters.list(sql, organizationId, projectId, page));
  }

  @POST
  @Needs(Permission.CLUSTER_WRITE)
  @Refuses({
    Code.BACKUP_NOT_READY,
    Code.CLUSTER_STATE,
    Code.DESTINATION_REFUSED,
    Code.NAME_TAKEN,
    Code.NOT_SUPPORTED_BY_REGION,
    Code.QUOTA_EXCEEDED,
    Code.REGION_DRAINING,
    Code.REGION_UNAVAILABLE,
    Code.UNKNOWN_CLASS,
    Code.UNKNOWN_REGION
  })
  @Operation(
      summary = "Create a cluster",
      description =
          "Makes one; the name must be free in its project. One from a backup needs `BACKUP_READ` as well, one with a backup policy `BACKUP_WRITE`.")
  @APIResponseSchema(value = Cluster.class, responseCode = "202")
  public Response create(NewCluster body) {
    keyServices.admit(exchange, body);
    return exchange.post(body, sql -> accepted(clusters.create(sql, body)));
  }

  @GET
  @Path("{id}")
  @Needs(Permission.CLUSTER_READ)
  @Operation(summary = "Get a cluster")
  @APIResponseSchema(value = Cluster.class, responseCode = "200")
  public Response get(String id) {
    return exchange.show(sql -> clusters.get(sql, id));
  }

  @PATCH
  @Path("{id}")
  @Needs(Permission.CLUSTER_WRITE)
  @Refuses({Code.CLUSTER_STATE, Code.NAME_TAKEN, Code.NOT_SUPPORTED_BY_REGION, Code.QUOTA_EXCEEDED})
  @Operation(summary = "Change a cluster")
  @APIResponseSchema(value = Cluster.class, responseCode = "202")
  public Response change(
      String id, @HeaderParam("If-Match") Optional<String> ifMatch, ClusterChanges body) {
    return exchange.change(sql -> accepted(clusters.change(sql, id, ifMatch, body)));
  }

  @POST
  @Path("{id}:suspend")
  @Needs(Permission.CLUSTER_WRITE)
  @Refuses(Code.CLUSTER_STATE)
  @Operation(summary = "Suspend a cluster", description = "Stops compute and keeps the data.")
  @APIResponseSchema(value = Cluster.class, responseCode = "202")
  public Response suspend(String id) {
    return exchange.post("", sql -> accepted(clusters.suspend(sql, id)));
  }

  @POST
  @Path("{id}:resume")
  @Needs(Permission.CLUSTER_WRITE)
  @Refuses(Code.CLUSTER_STATE)
  @Operation(summary = "Resume a cluster", description = "Brings compute back.")
  @APIResponseSchema(value = Cluster.class, responseCode = "202")
  public Response resume(String id) {
    return exchange.post("", sql -> accepted(clusters.resume(sql, id)));
  }

  @POST
  @Path("{id}:restart")
  @Needs(Permission.CLUSTER_WRITE)
  @Refuses({Code.CLUSTER_STATE, Code.NOT_SUPPORTED_BY_REGION})
  @Operation(
      summary = "Restart a cluster",
      description =
          "Starts the pods anew, one after the other, where the region's agent can " + "do so.")
  @APIResponseSchema(value = Cluster.class, responseCode = "202")
  public Response restart(String id) {
    return exchange.post("", sql -> accepted(clusters.restart(sql, id)));
  }

  @POST
  @Path("{id}:upgrade")
  @Needs(Permission.CLUSTER_WRITE)
  @Refuses({Code.CLUSTER_STATE, Code.NOT_SUPPORTED_BY_REGION, Code.UNKNOWN_VERSION})
  @Operation(
      summary = "Upgrade a cluster",
      description = "Has it run another version: one of those its region offers for its class.")
  @APIResponseSchema(value = Cluster.class, responseCode = "202")
  public Response upgrade(String id, Upgrade body) {
    return exchange.post(body, sql -> accepted(clusters.upgrade(sql, id, body)));
  }

  @POST
  @Path("{id}:restore")
  @Needs(Permission.CLUSTER_WRITE)
  @Refuses({
    Code.CLUSTER_STATE,
    Code.NAME_TAKEN,
    Code.QUOTA_EXCEEDED,
    Code.REGION_DRAINING,
    Code.UNKNOWN_REGION
  })
  @Operation(
      summary = "Restore a deleted cluster",
      description = "Brings a deleted one back from the recycle bin, with its data.")
  @APIResponseSchema(value = Cluster.class, responseCode = "202")
  public Response restore(String id) {
    return exchange.post("", sql -> accepted(clusters.restore(sql, id)));
  }

  @DELETE
  @Path("{id}")
  @Needs(Permission.CLUSTER_WRITE)
  @Refuses(Code.DELETION_PROTECTED)
  @Operation(
      summary = "Delete a cluster",
      description = "Deletes one; what becomes of the data, its deletion policy says.")
  @APIResponseSchema(value = Cluster.class, responseCode = "202")
  public Response delete(String id) {
    return exchange.change(sql -> accepted(clusters.delete(sql, id)));
  }

  private static Answer accepted(Cluster cluster) {
    return Answer.accepted(cluster, "/v1/clusters/" + cluster.id());
  }
}
