package dev.aerie.controlplane.project;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a project may have. */
@Path("/v1/projects/{id}/quotas")
@Tag(name = "Projects")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProjectQuotaResource {
  private final Exchange exchange;
  private final ProjectService projects;

  ProjectQuotaResource(Exchange exchange, ProjectService projects) {
    this.exchange = exchange;
    this.projects = projects;
  }

  @GET
  @Needs(Permission.PROJECT_READ)
  @Operation(
      summary = "Get a project's quotas and their use",
      description = "Each limit of its own and how much of it is used.")
  @APIResponseSchema(value = ProjectQuotas.class, responseCode = "200")
  public Response get(String id) {
    return exchange.show(sql -> projects.quotas(sql, id));
  }

  @PATCH
  @Needs(Permission.PROJECT_CREATE)
  @Operation(
      summary = "Limit a project",
      description = "Says what it may have within its organization's plan; what exists stays.")
  @APIResponseSchema(value = ProjectQuotas.class, responseCode = "200")
  public Response limit(
      String id, @HeaderParam("If-Match") Optional<String> ifMatch, ProjectLimits body) {
    return exchange.change(sql -> Answer.ok(projects.limit(sql, id, ifMatch, body)));
  }
}
