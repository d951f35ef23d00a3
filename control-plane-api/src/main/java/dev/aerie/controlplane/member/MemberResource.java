package dev.aerie.controlplane.member;

import dev.aerie.controlplane.access.Needs;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.exchange.Answer;
import dev.aerie.controlplane.exchange.Exchange;
import dev.aerie.controlplane.exchange.Page;
import dev.aerie.controlplane.exchange.PageRequest;
import dev.aerie.controlplane.keycloak.KeycloakTurns;
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

/** Who belongs to an organisation, and as what. */
@Path("/v1/organizations/{id}/members")
@Tag(name = "Members", description = "People of an organization and their roles.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class MemberResource {
  private final Exchange exchange;
  private final MemberService members;
  private final KeycloakTurns turns;

  MemberResource(Exchange exchange, MemberService members, KeycloakTurns turns) {
    this.exchange = exchange;
    this.members = members;
    this.turns = turns;
  }

  @GET
  @Needs(Permission.MEMBER_READ)
  @Operation(summary = "List members")
  public Page<Member> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> members.list(sql, id, page));
  }

  @POST
  @Needs(Permission.MEMBER_WRITE)
  @Refuses({Code.ACCOUNT_UNKNOWN, Code.ALREADY_MEMBER, Code.EXCEEDS_OWN_ROLE, Code.QUOTA_EXCEEDED})
  @Operation(
      summary = "Add a member",
      description = "Adds a person who has signed in before, by their verified address.")
  @APIResponseSchema(value = Member.class, responseCode = "201")
  public Response add(String id, NewMember body) {
    return turns.take(
        () ->
            exchange.post(
                body,
                sql -> {
                  Member made = members.add(sql, id, body);
                  return Answer.created(
                      made, "/v1/organizations/" + id + "/members/" + made.userId());
                }));
  }

  @GET
  @Path("{userId}")
  @Needs(Permission.MEMBER_READ)
  @Operation(summary = "Get a member")
  @APIResponseSchema(value = Member.class, responseCode = "200")
  public Response get(String id, String userId) {
    return exchange.show(sql -> members.get(sql, id, userId));
  }

  @PATCH
  @Path("{userId}")
  @Needs(Permission.MEMBER_WRITE)
  @Refuses({Code.BREAK_GLASS_OWNER, Code.EXCEEDS_OWN_ROLE, Code.LAST_OWNER})
  @Operation(
      summary = "Change a member",
      description =
          "Changes roles, or disables them: then they are refused at once. The last owner stays one.")
  @APIResponseSchema(value = Member.class, responseCode = "200")
  public Response change(
      String id,
      String userId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      MemberChanges body) {
    return exchange.change(sql -> Answer.ok(members.change(sql, id, userId, ifMatch, body)));
  }

  @POST
  @Path("{userId}:transfer-ownership")
  @Needs(Permission.MEMBER_WRITE)
  @Refuses({Code.ALREADY_OWNER, Code.BREAK_GLASS_OWNER, Code.MEMBER_DISABLED, Code.PEOPLE_ONLY})
  @Operation(
      summary = "Transfer ownership to a member",
      description = "Makes one an owner in place of the caller, who stays as `MEMBER`.")
  @APIResponseSchema(value = Member.class, responseCode = "200")
  public Response transferOwnership(String id, String userId) {
    return exchange.post("", sql -> Answer.ok(members.transferOwnership(sql, id, userId)));
  }

  @DELETE
  @Path("{userId}")
  @Needs(Permission.MEMBER_WRITE)
  @Refuses({Code.BREAK_GLASS_OWNER, Code.LAST_OWNER})
  @Operation(summary = "Remove a member", description = "Removes one; the last owner stays.")
  @APIResponse(responseCode = "204")
  public Response remove(String id, String userId) {
    return exchange.remove(sql -> members.remove(sql, id, userId));
  }
}
