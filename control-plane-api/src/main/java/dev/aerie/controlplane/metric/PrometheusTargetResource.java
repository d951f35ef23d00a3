package dev.aerie.controlplane.metric;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.cluster.Cluster;
import dev.aerie.controlplane.cluster.ClusterService;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.invitation.InvitationConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where a Prometheus of the customer's finds what to scrape. */
@Path("/v1/prometheus-targets")
@Tag(name = "Observability")
@RunOnVirtualThread
public class PrometheusTargetResource {
  private final Exchange exchange;
  private final ClusterService clusters;
  private final InvitationConfig address;

  PrometheusTargetResource(Exchange exchange, ClusterService clusters, InvitationConfig address) {
    this.exchange = exchange;
    this.clusters = clusters;
    this.address = address;
  }

  /**
   * Something to scrape, as HTTP service discovery of Prometheus wants it.
   *
   * @param targets host and port
   * @param labels where and how, and of which cluster
   */
  public record TargetGroup(List<String> targets, TargetLabels labels) {}

  /** Labels of a target; those that begin with underscores tell Prometheus how to ask. */
  public record TargetLabels(
      @JsonProperty("__scheme__") String scheme,
      @JsonProperty("__metrics_path__") String path,
      @JsonProperty("aerie_cluster") String cluster,
      @JsonProperty("aerie_project") String project) {}

  @GET
  @Needs(Permission.CLUSTER_READ)
  @Operation(
      summary = "List targets for Prometheus",
      description =
          "A target for each cluster the caller sees, of one organization or " + "project or all.")
  public List<TargetGroup> list(
      @QueryParam("organizationId") Optional<String> organizationId,
      @QueryParam("projectId") Optional<String> projectId) {
    return exchange.read(
        sql -> clusters.all(sql, organizationId, projectId).stream().map(this::target).toList());
  }

  private TargetGroup target(Cluster cluster) {
    URI own = URI.create(address.url());
    return new TargetGroup(
        List.of(own.getAuthority()),
        new TargetLabels(
            own.getScheme(),
            "/v1/clusters/%s/metrics:export".formatted(cluster.id()),
            cluster.id(),
            cluster.projectId()));
  }
}
