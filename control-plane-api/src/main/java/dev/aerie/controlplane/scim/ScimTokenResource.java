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

/** Tokens by which an organisation's identity provider tells of people and groups. */
@Path("/v1/organizations/{id}/scim-tokens")
@Tag(
    name = "Provisioning",
    description = "What SCIM of an identity provider needs: tokens, and roles of its groups.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ScimTokenResource {
  private final Exchange exchange;
  private final ScimTokenService tokens;

  ScimTokenResource(Exchange exchange, ScimTokenService tokens) {
    this.exchange = exchange;
    this.tokens = tokens;
  }

  @GET
  @Needs(Permission.PROVISIONING_WRITE)
  @Operation(
      summary = "List SCIM tokens",
      description = "All tokens, revoked ones too, without their texts.")
  public Page<ScimToken> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> tokens.list(sql, id, page));
  }

  @POST
  @Needs(Permission.PROVISIONING_WRITE)
  @Refuses(Code.TOO_MANY_TOKENS)
  @Operation(
      summary = "Create a SCIM token",
      description = "Makes one and answers its text, this once.")
  @APIResponseSchema(value = CreatedScimToken.class, responseCode = "201")
  public Response create(String id, NewScimToken body) {
    return exchange.post(
        body,
        sql -> {
          CreatedScimToken made = tokens.create(sql, id, body);
          return Answer.created(
              made, "/v1/organizations/" + id + "/scim-tokens/" + made.token().id());
        });
  }

  @DELETE
  @Path("{tokenId}")
  @Needs(Permission.PROVISIONING_WRITE)
  @Operation(summary = "Revoke a SCIM token", description = "Revokes one; it is refused at once.")
  @APIResponse(responseCode = "204")
  public Response revoke(String id, String tokenId) {
    return exchange.remove(sql -> tokens.revoke(sql, id, tokenId));
  }
}
