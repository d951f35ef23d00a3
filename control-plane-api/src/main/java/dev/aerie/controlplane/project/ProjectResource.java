package dev.aerie.controlplane.project;

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

/** Projects. */
@Path("/v1/projects")
@RunOnVirtualThread
public class ProjectResource {
  private final Exchange exchange;
  private final ProjectService projects;

  ProjectResource(Exchange exchange, ProjectService projects) {
    this.exchange = exchange;
    this.projects = projects;
  }

  /** Those the caller reaches, of one organisation or all. */
  @GET
  @Needs(Permission.PROJECT_READ)
  public Page<Project> list(
      @QueryParam("organizationId") Optional<String> organizationId, @BeanParam PageRequest page) {
    return exchange.read(sql -> projects.list(sql, organizationId, page));
  }

  /** Makes one; the name must be free in its organisation. */
  @POST
  @Needs(Permission.PROJECT_CREATE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Project.class)))
  public Response create(NewProject body) {
    return exchange.post(
        body,
        sql -> {
          Project made = projects.create(sql, body);
          return Answer.created(made, "/v1/projects/" + made.id());
        });
  }

  /** Reads one. */
  @GET
  @Path("{id}")
  @Needs(Permission.PROJECT_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Project.class)))
  public Response get(String id) {
    return exchange.show(sql -> projects.get(sql, id));
  }

  /** Renames one. */
  @PATCH
  @Path("{id}")
  @Needs(Permission.PROJECT_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Project.class)))
  public Response rename(
      String id, @HeaderParam("If-Match") Optional<String> ifMatch, ProjectChanges body) {
    return exchange.change(sql -> Answer.ok(projects.rename(sql, id, ifMatch, body)));
  }

  /** Brings a deleted one back from the recycle bin; its keys stay revoked. */
  @POST
  @Path("{id}:restore")
  @Needs(Permission.PROJECT_CREATE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Project.class)))
  public Response restore(String id) {
    return exchange.post("", sql -> Answer.ok(projects.restore(sql, id)));
  }

  /** Deletes one that has no clusters. */
  @DELETE
  @Path("{id}")
  @Needs(Permission.PROJECT_CREATE)
  @APIResponse(responseCode = "204")
  public Response delete(String id) {
    return exchange.remove(sql -> projects.delete(sql, id));
  }
}
