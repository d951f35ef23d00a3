package dev.aerie.controlplane.invitation;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.keycloak.KeycloakTurns;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Refuses;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where an invitation is accepted. */
@Path("/v1/invitations:accept")
@Tag(name = "Invitations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AcceptanceResource {
  private final Exchange exchange;
  private final InvitationService invitations;
  private final KeycloakTurns turns;

  AcceptanceResource(Exchange exchange, InvitationService invitations, KeycloakTurns turns) {
    this.exchange = exchange;
    this.invitations = invitations;
    this.turns = turns;
  }

  @POST
  @Needs(Permission.SIGNED_IN)
  @Refuses({Code.INVITATION_INVALID, Code.OTHER_ADDRESS, Code.PEOPLE_ONLY, Code.QUOTA_EXCEEDED})
  @Operation(
      summary = "Accept an invitation",
      description = "Makes the caller, whose verified address was invited, a member.")
  @APIResponseSchema(value = Member.class, responseCode = "200")
  public Response accept(Acceptance body) {
    return turns.take(() -> exchange.post(body, sql -> Answer.ok(invitations.accept(sql, body))));
  }
}
