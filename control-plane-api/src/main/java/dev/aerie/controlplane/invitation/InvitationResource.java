package dev.aerie.controlplane.invitation;

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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who has been asked into an organisation. */
@Path("/v1/organizations/{id}/invitations")
@Tag(name = "Invitations", description = "People asked by mail to join an organization.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class InvitationResource {
  private final Exchange exchange;
  private final InvitationService invitations;

  InvitationResource(Exchange exchange, InvitationService invitations) {
    this.exchange = exchange;
    this.invitations = invitations;
  }

  @GET
  @Needs(Permission.MEMBER_WRITE)
  @Operation(summary = "List invitations", description = "All, used and ended ones too.")
  public Page<Invitation> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> invitations.list(sql, id, page));
  }

  @POST
  @Needs(Permission.MEMBER_WRITE)
  @Refuses({Code.EXCEEDS_OWN_ROLE, Code.QUOTA_EXCEEDED})
  @Operation(
      summary = "Invite somebody",
      description = "Invites somebody by a mail with a link that holds for seven days.")
  @APIResponseSchema(value = Invitation.class, responseCode = "201")
  public Response create(String id, NewInvitation body) {
    return exchange.post(
        body,
        sql ->
            Answer.created(
                invitations.create(sql, id, body), "/v1/organizations/" + id + "/invitations"));
  }

  @DELETE
  @Path("{invitationId}")
  @Needs(Permission.MEMBER_WRITE)
  @Operation(summary = "Revoke an invitation")
  @APIResponse(responseCode = "204")
  public Response revoke(String id, String invitationId) {
    return exchange.remove(sql -> invitations.revoke(sql, id, invitationId));
  }
}
