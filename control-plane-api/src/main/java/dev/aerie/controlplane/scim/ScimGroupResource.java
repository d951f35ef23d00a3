package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What the groups of an organisation's identity provider mean here. */
@Path("/v1/organizations/{id}/scim-groups")
@RunOnVirtualThread
public class ScimGroupResource {
  private final Exchange exchange;
  private final ScimGroups groups;

  ScimGroupResource(Exchange exchange, ScimGroups groups) {
    this.exchange = exchange;
    this.groups = groups;
  }

  /** All groups. */
  @GET
  @Needs(Permission.PROVISIONING_WRITE)
  public Page<ScimGroup> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> groups.list(sql, id, page));
  }

  /** Reads one. */
  @GET
  @Path("{groupId}")
  @Needs(Permission.PROVISIONING_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ScimGroup.class)))
  public Response get(String id, String groupId) {
    return exchange.show(sql -> groups.get(sql, id, groupId));
  }

  /** Gives the members of one their roles. */
  @PATCH
  @Path("{groupId}")
  @Needs(Permission.PROVISIONING_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ScimGroup.class)))
  public Response map(
      String id,
      String groupId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      ScimGroupMapping body) {
    return exchange.change(sql -> Answer.ok(groups.map(sql, id, groupId, ifMatch, body)));
  }
}
