package dev.aerie.controlplane.project;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Projects. */
@Path("/v1/projects")
@Tag(name = "Projects", description = "Where clusters and their keys are.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProjectResource {
  private final Exchange exchange;
  private final ProjectService projects;

  ProjectResource(Exchange exchange, ProjectService projects) {
    this.exchange = exchange;
    this.projects = projects;
  }

  @GET
  @Needs(Permission.PROJECT_READ)
  @Operation(
      summary = "List projects",
      description = "Those the caller reaches, of one organization or all.")
  public Page<Project> list(
      @QueryParam("organizationId") Optional<String> organizationId, @BeanParam PageRequest page) {
    return exchange.read(sql -> projects.list(sql, organizationId, page));
  }

  @POST
  @Needs(Permission.PROJECT_CREATE)
  @Refuses({Code.NAME_TAKEN, Code.QUOTA_EXCEEDED})
  @Operation(
      summary = "Create a project",
      description = "Makes one; the name must be free in its organization.")
  @APIResponseSchema(value = Project.class, responseCode = "201")
  public Response create(NewProject body) {
    return exchange.post(
        body,
        sql -> {
          Project made = projects.create(sql, body);
          return Answer.created(made, "/v1/projects/" + made.id());
        });
  }

  @GET
  @Path("{id}")
  @Needs(Permission.PROJECT_READ)
  @Operation(summary = "Get a project")
  @APIResponseSchema(value = Project.class, responseCode = "200")
  public Response get(String id) {
    return exchange.show(sql -> projects.get(sql, id));
  }

  @PATCH
  @Path("{id}")
  @Needs(Permission.PROJECT_WRITE)
  @Refuses(Code.NAME_TAKEN)
  @Operation(summary = "Rename a project")
  @APIResponseSchema(value = Project.class, responseCode = "200")
  public Response rename(
      String id, @HeaderParam("If-Match") Optional<String> ifMatch, ProjectChanges body) {
    return exchange.change(sql -> Answer.ok(projects.rename(sql, id, ifMatch, body)));
  }

  @POST
  @Path("{id}:restore")
  @Needs(Permission.PROJECT_CREATE)
  @Refuses({Code.NAME_TAKEN, Code.PROJECT_NOT_DELETED, Code.QUOTA_EXCEEDED})
  @Operation(
      summary = "Restore a deleted project",
      description = "Brings a deleted one back from the recycle bin; its keys stay revoked.")
  @APIResponseSchema(value = Project.class, responseCode = "200")
  public Response restore(String id) {
    return exchange.post("", sql -> Answer.ok(projects.restore(sql, id)));
  }

  @DELETE
  @Path("{id}")
  @Needs(Permission.PROJECT_CREATE)
  @Refuses(Code.PROJECT_NOT_EMPTY)
  @Operation(summary = "Delete a project", description = "Deletes one that has no clusters.")
  @APIResponse(responseCode = "204")
  public Response delete(String id) {
    return exchange.remove(sql -> projects.delete(sql, id));
  }
}
