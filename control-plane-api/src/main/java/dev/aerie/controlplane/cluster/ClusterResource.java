package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Clusters. Changes answer 202: their operation tells when they have come true. */
@Path("/v1/clusters")
@RunOnVirtualThread
public class ClusterResource {
  private final Exchange exchange;
  private final ClusterService clusters;

  ClusterResource(Exchange exchange, ClusterService clusters) {
    this.exchange = exchange;
    this.clusters = clusters;
  }

  /** Those the caller reaches, of one organisation or project or all. */
  @GET
  @Needs(Permission.CLUSTER_READ)
  public Page<Cluster> list(
      @QueryParam("organizationId") Optional<String> organizationId,
      @QueryParam("projectId") Optional<String> projectId,
      @BeanParam PageRequest page) {
    return exchange.read(sql -> clusters.list(sql, organizationId, projectId, page));
  }

  /** Makes one; the name must be free in its project. */
  @POST
  @Needs(Permission.CLUSTER_WRITE)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Cluster.class)))
  public Response create(NewCluster body) {
    return exchange.post(body, sql -> accepted(clusters.create(sql, body)));
  }

  /** Reads one. */
  @GET
  @Path("{id}")
  @Needs(Permission.CLUSTER_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Cluster.class)))
  public Response get(String id) {
    return exchange.show(sql -> clusters.get(sql, id));
  }

  /** Changes settings. */
  @PATCH
  @Path("{id}")
  @Needs(Permission.CLUSTER_WRITE)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Cluster.class)))
  public Response change(
      String id, @HeaderParam("If-Match") Optional<String> ifMatch, ClusterChanges body) {
    return exchange.change(sql -> accepted(clusters.change(sql, id, ifMatch, body)));
  }

  /** Stops compute and keeps the data. */
  @POST
  @Path("{id}:suspend")
  @Needs(Permission.CLUSTER_WRITE)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Cluster.class)))
  public Response suspend(String id) {
    return exchange.post("", sql -> accepted(clusters.suspend(sql, id)));
  }

  /** Brings compute back. */
  @POST
  @Path("{id}:resume")
  @Needs(Permission.CLUSTER_WRITE)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Cluster.class)))
  public Response resume(String id) {
    return exchange.post("", sql -> accepted(clusters.resume(sql, id)));
  }

  /** Starts the pods anew, one after the other, where the region's agent can do so. */
  @POST
  @Path("{id}:restart")
  @Needs(Permission.CLUSTER_WRITE)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Cluster.class)))
  public Response restart(String id) {
    return exchange.post("", sql -> accepted(clusters.restart(sql, id)));
  }

  /** Has it run another version: one of those its region offers for its class. */
  @POST
  @Path("{id}:upgrade")
  @Needs(Permission.CLUSTER_WRITE)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Cluster.class)))
  public Response upgrade(String id, Upgrade body) {
    return exchange.post(body, sql -> accepted(clusters.upgrade(sql, id, body)));
  }

  /** Brings a deleted one back from the recycle bin, with its data. */
  @POST
  @Path("{id}:restore")
  @Needs(Permission.CLUSTER_WRITE)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Cluster.class)))
  public Response restore(String id) {
    return exchange.post("", sql -> accepted(clusters.restore(sql, id)));
  }

  /** Deletes one; what becomes of the data, its deletion policy says. */
  @DELETE
  @Path("{id}")
  @Needs(Permission.CLUSTER_WRITE)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Cluster.class)))
  public Response delete(String id) {
    return exchange.change(sql -> accepted(clusters.delete(sql, id)));
  }

  private static Answer accepted(Cluster cluster) {
    return Answer.accepted(cluster, "/v1/clusters/" + cluster.id());
  }
}
