package dev.aerie.controlplane.invitation;

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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Who has been asked into an organisation. */
@Path("/v1/organizations/{id}/invitations")
@RunOnVirtualThread
public class InvitationResource {
  private final Exchange exchange;
  private final InvitationService invitations;

  InvitationResource(Exchange exchange, InvitationService invitations) {
    this.exchange = exchange;
    this.invitations = invitations;
  }

  /** All, used and ended ones too. */
  @GET
  @Needs(Permission.MEMBER_WRITE)
  public Page<Invitation> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> invitations.list(sql, id, page));
  }

  /** Invites somebody by a mail with a link that holds for seven days. */
  @POST
  @Needs(Permission.MEMBER_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Invitation.class)))
  public Response create(String id, NewInvitation body) {
    return exchange.post(
        body,
        sql ->
            Answer.created(
                invitations.create(sql, id, body), "/v1/organizations/" + id + "/invitations"));
  }

  /** Ends one. */
  @DELETE
  @Path("{invitationId}")
  @Needs(Permission.MEMBER_WRITE)
  @APIResponse(responseCode = "204")
  public Response revoke(String id, String invitationId) {
    return exchange.remove(sql -> invitations.revoke(sql, id, invitationId));
  }
}
