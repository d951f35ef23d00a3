package dev.aerie.controlplane.serviceaccount;

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

/** Service accounts of an organisation: tools that sign in by OAuth 2.0 client credentials. */
@Path("/v1/organizations/{id}/service-accounts")
@RunOnVirtualThread
public class ServiceAccountResource {
  private final Exchange exchange;
  private final ServiceAccountService accounts;

  ServiceAccountResource(Exchange exchange, ServiceAccountService accounts) {
    this.exchange = exchange;
    this.accounts = accounts;
  }

  /** All service accounts. */
  @GET
  @Needs(Permission.SERVICE_ACCOUNT_READ)
  public Page<ServiceAccount> list(String id, @BeanParam PageRequest page) {
    return exchange.read(sql -> accounts.list(sql, id, page));
  }

  /** Makes one and answers its secret, this once. */
  @POST
  @Needs(Permission.SERVICE_ACCOUNT_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = CreatedServiceAccount.class)))
  public Response create(String id, NewServiceAccount body) {
    return exchange.post(
        body,
        sql -> {
          CreatedServiceAccount made = accounts.create(sql, id, body);
          return Answer.created(
              made, "/v1/organizations/" + id + "/service-accounts/" + made.account().id());
        });
  }

  /** Reads one, without its secret. */
  @GET
  @Path("{accountId}")
  @Needs(Permission.SERVICE_ACCOUNT_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ServiceAccount.class)))
  public Response get(String id, String accountId) {
    return exchange.show(sql -> accounts.get(sql, id, accountId));
  }

  /** Changes its name or roles, or disables it: then it is refused at once. */
  @PATCH
  @Path("{accountId}")
  @Needs(Permission.SERVICE_ACCOUNT_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ServiceAccount.class)))
  public Response change(
      String id,
      String accountId,
      @HeaderParam("If-Match") Optional<String> ifMatch,
      ServiceAccountChanges body) {
    return exchange.change(sql -> Answer.ok(accounts.change(sql, id, accountId, ifMatch, body)));
  }

  /** Answers another secret, this once; the one before opens nothing more. */
  @POST
  @Path("{accountId}:rotate-secret")
  @Needs(Permission.SERVICE_ACCOUNT_WRITE)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = CreatedServiceAccount.class)))
  public Response rotateSecret(String id, String accountId) {
    return exchange.post("", sql -> Answer.ok(accounts.rotate(sql, id, accountId)));
  }

  /** Removes one; it is refused at once. */
  @DELETE
  @Path("{accountId}")
  @Needs(Permission.SERVICE_ACCOUNT_WRITE)
  @APIResponse(responseCode = "204")
  public Response delete(String id, String accountId) {
    return exchange.remove(sql -> accounts.delete(sql, id, accountId));
  }
}
