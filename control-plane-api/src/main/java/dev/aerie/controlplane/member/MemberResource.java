package dev.aerie.controlplane.member;

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

/** Who belongs to an organisation, and as what. */
@Path("/v1/organizations/{id}/members")
@RunOnVirtualThread
public class MemberResource {
  private final Exchange exchange;
  private final MemberService members;

  MemberResource(Exchange exchange, MemberService members) {
    this.exchange = exchange;
    this.members = members;
  }

  /** All members. */
  @GET
  @Needs(Permission.MEMBER_READ)
  public Page<Member> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> members.list(sql, id, page));
  }

  /** Adds a person who has signed in before, by their verified address. */
  @POST
  @Needs(Permission.MEMBER_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Member.class)))
  public Response add(String id, NewMember body) {
    return exchange.post(
        body,
        sql -> {
          Member made = members.add(sql, id, body);
          return Answer.created(made, "/v1/organizations/" + id + "/members/" + made.userId());
        });
  }

  /** Reads one. */
  @GET
  @Path("{userId}")
  @Needs(Permission.MEMBER_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Member.class)))
  public Response get(String id, String userId) {
    return exchange.show(sql -> members.get(sql, id, userId));
  }

  /** Changes roles; the last owner stays one. */
  @PATCH
  @Path("{userId}")
  @Needs(Permission.MEMBER_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Member.class)))
  public Response change(
      String id,
      String userId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      MemberChanges body) {
    return exchange.change(sql -> Answer.ok(members.change(sql, id, userId, ifMatch, body)));
  }

  /** Makes one an owner in place of the caller, who stays as {@code MEMBER}. */
  @POST
  @Path("{userId}:transfer-ownership")
  @Needs(Permission.MEMBER_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Member.class)))
  public Response transferOwnership(String id, String userId) {
    return exchange.post("", sql -> Answer.ok(members.transferOwnership(sql, id, userId)));
  }

  /** Removes one; the last owner stays. */
  @DELETE
  @Path("{userId}")
  @Needs(Permission.MEMBER_WRITE)
  @APIResponse(responseCode = "204")
  public Response remove(String id, String userId) {
    return exchange.remove(sql -> members.remove(sql, id, userId));
  }
}
