package dev.aerie.controlplane.scim;

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

/** Tokens by which an organisation's identity provider tells of people and groups. */
@Path("/v1/organizations/{id}/scim-tokens")
@RunOnVirtualThread
public class ScimTokenResource {
  private final Exchange exchange;
  private final ScimTokenService tokens;

  ScimTokenResource(Exchange exchange, ScimTokenService tokens) {
    this.exchange = exchange;
    this.tokens = tokens;
  }

  /** All tokens, revoked ones too, without their texts. */
  @GET
  @Needs(Permission.PROVISIONING_WRITE)
  public Page<ScimToken> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> tokens.list(sql, id, page));
  }

  /** Makes one and answers its text, this once. */
  @POST
  @Needs(Permission.PROVISIONING_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = CreatedScimToken.class)))
  public Response create(String id, NewScimToken body) {
    return exchange.post(
        body,
        sql -> {
          CreatedScimToken made = tokens.create(sql, id, body);
          return Answer.created(
              made, "/v1/organizations/" + id + "/scim-tokens/" + made.token().id());
        });
  }

  /** Revokes one; it is refused at once. */
  @DELETE
  @Path("{tokenId}")
  @Needs(Permission.PROVISIONING_WRITE)
  @APIResponse(responseCode = "204")
  public Response revoke(String id, String tokenId) {
    return exchange.remove(sql -> tokens.revoke(sql, id, tokenId));
  }
}
