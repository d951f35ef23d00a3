package dev.aerie.controlplane.projectrole;

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
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Roles that are held in projects: the built-in ones, and those an organisation makes. */
@Path("/v1/organizations/{id}/project-roles")
@RunOnVirtualThread
public class ProjectRoleResource {
  private final Exchange exchange;
  private final ProjectRoleService roles;

  ProjectRoleResource(Exchange exchange, ProjectRoleService roles) {
    this.exchange = exchange;
    this.roles = roles;
  }

  /** All roles of projects, built-in ones too. */
  @GET
  @Needs(Permission.ORGANIZATION_READ)
  public Page<ProjectRole> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> roles.list(sql, id, page));
  }

  /** Makes a custom one. */
  @POST
  @Needs(Permission.ROLE_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = ProjectRole.class)))
  public Response create(String id, ProjectRoleBody body) {
    return exchange.post(
        body,
        sql -> {
          ProjectRole made = roles.create(sql, id, body);
          return Answer.created(made, "/v1/organizations/" + id + "/project-roles/" + made.id());
        });
  }

  /** Reads one. */
  @GET
  @Path("{roleId}")
  @Needs(Permission.ORGANIZATION_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ProjectRole.class)))
  public Response get(String id, String roleId) {
    return exchange.show(sql -> roles.get(sql, id, roleId));
  }

  /** Changes a custom one; it holds for everybody who has it from their next call. */
  @PATCH
  @Path("{roleId}")
  @Needs(Permission.ROLE_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ProjectRole.class)))
  public Response change(
      String id,
      String roleId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      ProjectRoleBody body) {
    return exchange.change(sql -> Answer.ok(roles.change(sql, id, roleId, ifMatch, body)));
  }

  /** Removes a custom one that nobody has. */
  @DELETE
  @Path("{roleId}")
  @Needs(Permission.ROLE_WRITE)
  @APIResponse(responseCode = "204")
  public Response delete(String id, String roleId) {
    return exchange.remove(sql -> roles.delete(sql, id, roleId));
  }
}
