package dev.aerie.controlplane.invitation;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.member.Member;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Where an invitation is accepted. */
@Path("/v1/invitations:accept")
@RunOnVirtualThread
public class AcceptanceResource {
  private final Exchange exchange;
  private final InvitationService invitations;

  AcceptanceResource(Exchange exchange, InvitationService invitations) {
    this.exchange = exchange;
    this.invitations = invitations;
  }

  /** Makes the caller, whose verified address was invited, a member. */
  @POST
  @Needs(Permission.SIGNED_IN)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Member.class)))
  public Response accept(Acceptance body) {
    return exchange.post(body, sql -> Answer.ok(invitations.accept(sql, body)));
  }
}
