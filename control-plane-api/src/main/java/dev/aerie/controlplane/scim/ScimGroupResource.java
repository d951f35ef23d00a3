package dev.aerie.controlplane.scim;

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

/** What the groups of an organisation's identity provider mean here. */
@Path("/v1/organizations/{id}/scim-groups")
@Tag(name = "Provisioning")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ScimGroupResource {
  private final Exchange exchange;
  private final ScimGroups groups;

  ScimGroupResource(Exchange exchange, ScimGroups groups) {
    this.exchange = exchange;
    this.groups = groups;
  }

  @GET
  @Needs(Permission.PROVISIONING_WRITE)
  @Operation(summary = "List groups of the identity provider")
  public Page<ScimGroup> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> groups.list(sql, id, page));
  }

  @GET
  @Path("{groupId}")
  @Needs(Permission.PROVISIONING_WRITE)
  @Operation(summary = "Get a group of the identity provider")
  @APIResponseSchema(value = ScimGroup.class, responseCode = "200")
  public Response get(String id, String groupId) {
    return exchange.show(sql -> groups.get(sql, id, groupId));
  }

  @PATCH
  @Path("{groupId}")
  @Needs(Permission.PROVISIONING_WRITE)
  @Refuses({Code.EXCEEDS_OWN_ROLE, Code.LAST_OWNER, Code.QUOTA_EXCEEDED})
  @Operation(
      summary = "Map a group to roles",
      description = "Gives the members of one their roles.")
  @APIResponseSchema(value = ScimGroup.class, responseCode = "200")
  public Response map(
      String id,
      String groupId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      ScimGroupMapping body) {
    return exchange.change(sql -> Answer.ok(groups.map(sql, id, groupId, ifMatch, body)));
  }
}
