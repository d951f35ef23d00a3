package dev.aerie.controlplane.apikey;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** API keys. */
@Path("/v1/api-keys")
@RunOnVirtualThread
public class ApiKeyResource {
  private final Exchange exchange;
  private final ApiKeyService keys;

  ApiKeyResource(Exchange exchange, ApiKeyService keys) {
    this.exchange = exchange;
    this.keys = keys;
  }

  /** Those the caller may see, revoked ones too, of one organisation or project or all. */
  @GET
  @Needs(Permission.API_KEY_READ)
  public Page<ApiKey> list(
      @QueryParam("organizationId") Optional<String> organizationId,
      @QueryParam("projectId") Optional<String> projectId,
      @BeanParam PageRequest page) {
    return exchange.read(sql -> keys.list(sql, organizationId, projectId, page));
  }

  /** Makes one and answers its secret, this once. */
  @POST
  @Needs(Permission.API_KEY_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = CreatedApiKey.class)))
  public Response create(NewApiKey body) {
    return exchange.post(
        body,
        sql -> {
          CreatedApiKey made = keys.create(sql, body);
          return Answer.created(made, "/v1/api-keys/" + made.key().id());
        });
  }

  /** Replaces one: answers a new key that opens the same; the old one holds for an overlap. */
  @POST
  @Path("{id}:rotate")
  @Needs(Permission.API_KEY_WRITE)
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = CreatedApiKey.class)))
  public Response rotate(String id, Rotation body) {
    return exchange.post(
        body,
        sql -> {
          CreatedApiKey made = keys.rotate(sql, id, body);
          return Answer.created(made, "/v1/api-keys/" + made.key().id());
        });
  }

  /** Reads one, without its secret. */
  @GET
  @Path("{id}")
  @Needs(Permission.API_KEY_READ)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ApiKey.class)))
  public Response get(String id) {
    return exchange.show(sql -> keys.get(sql, id));
  }

  /** Revokes one; clusters refuse it within seconds. */
  @DELETE
  @Path("{id}")
  @Needs(Permission.API_KEY_WRITE)
  @APIResponse(responseCode = "204")
  public Response revoke(String id) {
    return exchange.remove(sql -> keys.revoke(sql, id));
  }
}
