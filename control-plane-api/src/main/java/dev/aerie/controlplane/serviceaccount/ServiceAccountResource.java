package dev.aerie.controlplane.serviceaccount;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Service accounts of an organisation: tools that sign in by OAuth 2.0 client credentials. */
@Path("/v1/organizations/{id}/service-accounts")
@Tag(name = "Service accounts", description = "Programs that sign in by client credentials.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ServiceAccountResource {
  private final Exchange exchange;
  private final ServiceAccountService accounts;
  private final KeycloakTurns turns;

  ServiceAccountResource(Exchange exchange, ServiceAccountService accounts, KeycloakTurns turns) {
    this.turns = turns;
    this.exchange = exchange;
    this.accounts = accounts;
  }

  @GET
  @Needs(Permission.SERVICE_ACCOUNT_READ)
  @Operation(summary = "List service accounts")
  public Page<ServiceAccount> list(
      String id, @QueryParam("createdBy") Optional<String> createdBy, @BeanParam PageRequest page) {
    return exchange.read(sql -> accounts.list(sql, id, createdBy, page));
  }

  @POST
  @Needs(Permission.SERVICE_ACCOUNT_WRITE)
  @Refuses({Code.EXCEEDS_OWN_ROLE, Code.QUOTA_EXCEEDED})
  @Operation(
      summary = "Create a service account",
      description = "Makes one and answers its secret, this once.")
  @APIResponseSchema(value = CreatedServiceAccount.class, responseCode = "201")
  public Response create(String id, NewServiceAccount body) {
    return turns.take(
        () ->
            exchange.post(
                body,
                sql -> {
                  CreatedServiceAccount made = accounts.create(sql, id, body);
                  return Answer.created(
                      made, "/v1/organizations/" + id + "/service-accounts/" + made.account().id());
                }));
  }

  @GET
  @Path("{accountId}")
  @Needs(Permission.SERVICE_ACCOUNT_READ)
  @Operation(summary = "Get a service account", description = "Reads one, without its secret.")
  @APIResponseSchema(value = ServiceAccount.class, responseCode = "200")
  public Response get(String id, String accountId) {
    return exchange.show(sql -> accounts.get(sql, id, accountId));
  }

  @PATCH
  @Path("{accountId}")
  @Needs(Permission.SERVICE_ACCOUNT_WRITE)
  @Refuses(Code.EXCEEDS_OWN_ROLE)
  @Operation(
      summary = "Change a service account",
      description = "Changes its name or roles, or disables it: then it is refused at once.")
  @APIResponseSchema(value = ServiceAccount.class, responseCode = "200")
  public Response change(
      String id,
      String accountId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      ServiceAccountChanges body) {
    return exchange.change(sql -> Answer.ok(accounts.change(sql, id, accountId, ifMatch, body)));
  }

  @POST
  @Path("{accountId}:rotate-secret")
  @Needs(Permission.SERVICE_ACCOUNT_WRITE)
  @Operation(
      summary = "Rotate a service account's secret",
      description = "Answers another secret, this once; the one before opens nothing more.")
  @APIResponseSchema(value = CreatedServiceAccount.class, responseCode = "200")
  public Response rotateSecret(String id, String accountId) {
    return turns.take(
        () -> exchange.post("", sql -> Answer.ok(accounts.rotate(sql, id, accountId))));
  }

  @DELETE
  @Path("{accountId}")
  @Needs(Permission.SERVICE_ACCOUNT_WRITE)
  @Operation(
      summary = "Delete a service account",
      description = "Removes one; it is refused at once.")
  @APIResponse(responseCode = "204")
  public Response delete(String id, String accountId) {
    return exchange.remove(sql -> accounts.delete(sql, id, accountId));
  }
}
