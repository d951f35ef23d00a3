package dev.aerie.controlplane.projectrole;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Roles that are held in projects: the built-in ones, and those an organisation makes. */
@Path("/v1/organizations/{id}/project-roles")
@Tag(name = "Project roles", description = "Built-in and custom roles of projects.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProjectRoleResource {
  private final Exchange exchange;
  private final ProjectRoleService roles;

  ProjectRoleResource(Exchange exchange, ProjectRoleService roles) {
    this.exchange = exchange;
    this.roles = roles;
  }

  @GET
  @Needs(Permission.ORGANIZATION_READ)
  @Operation(
      summary = "List project roles",
      description = "All roles of projects, built-in ones too.")
  public Page<ProjectRole> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> roles.list(sql, id, page));
  }

  @POST
  @Needs(Permission.ROLE_WRITE)
  @Refuses({Code.EXCEEDS_OWN_ROLE, Code.NAME_TAKEN, Code.QUOTA_EXCEEDED})
  @Operation(summary = "Create a project role")
  @APIResponseSchema(value = ProjectRole.class, responseCode = "201")
  public Response create(String id, NewProjectRole body) {
    return exchange.post(
        body,
        sql -> {
          ProjectRole made = roles.create(sql, id, body);
          return Answer.created(made, "/v1/organizations/" + id + "/project-roles/" + made.id());
        });
  }

  @GET
  @Path("{roleId}")
  @Needs(Permission.ORGANIZATION_READ)
  @Operation(summary = "Get a project role")
  @APIResponseSchema(value = ProjectRole.class, responseCode = "200")
  public Response get(String id, String roleId) {
    return exchange.show(sql -> roles.get(sql, id, roleId));
  }

  @PATCH
  @Path("{roleId}")
  @Needs(Permission.ROLE_WRITE)
  @Refuses({Code.BUILT_IN_ROLE, Code.EXCEEDS_OWN_ROLE, Code.NAME_TAKEN, Code.ROLE_IN_USE})
  @Operation(
      summary = "Change a project role",
      description = "Changes a custom one; it holds for everybody who has it from their next call.")
  @APIResponseSchema(value = ProjectRole.class, responseCode = "200")
  public Response change(
      String id,
      String roleId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      ProjectRoleChanges body) {
    return exchange.change(sql -> Answer.ok(roles.change(sql, id, roleId, ifMatch, body)));
  }

  @DELETE
  @Path("{roleId}")
  @Needs(Permission.ROLE_WRITE)
  @Refuses({Code.BUILT_IN_ROLE, Code.ROLE_IN_USE})
  @Operation(
      summary = "Delete a project role",
      description = "Removes a custom one that nobody has.")
  @APIResponse(responseCode = "204")
  public Response delete(String id, String roleId) {
    return exchange.remove(sql -> roles.delete(sql, id, roleId));
  }
}
