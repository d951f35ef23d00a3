package dev.aerie.controlplane.apikey;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** API keys. */
@Path("/v1/api-keys")
@Tag(name = "API keys", description = "What programs open clusters and this API with.")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ApiKeyResource {
  private final Exchange exchange;
  private final ApiKeyService keys;

  ApiKeyResource(Exchange exchange, ApiKeyService keys) {
    this.exchange = exchange;
    this.keys = keys;
  }

  @GET
  @Needs(Permission.API_KEY_READ)
  @Operation(
      summary = "List API keys",
      description =
          "Those the caller may see, revoked ones too, of one organization or project or all. Of one "
              + "creator: those that they made and those made by these, all of which end with them.")
  public Page<ApiKey> list(
      @QueryParam("organizationId") Optional<String> organizationId,
      @QueryParam("projectId") Optional<String> projectId,
      @QueryParam("createdBy") Optional<String> createdBy,
      @BeanParam PageRequest page) {
    return exchange.read(sql -> keys.list(sql, organizationId, projectId, createdBy, page));
  }

  @POST
  @Needs(Permission.API_KEY_WRITE)
  @Refuses({Code.EXCEEDS_OWN_ROLE, Code.NOT_SUPPORTED_BY_REGION, Code.QUOTA_EXCEEDED})
  @Operation(
      summary = "Create an API key",
      description = "Makes one and answers its secret, this once.")
  @APIResponseSchema(value = CreatedApiKey.class, responseCode = "201")
  public Response create(NewApiKey body) {
    return exchange.post(
        body,
        sql -> {
          CreatedApiKey made = keys.create(sql, body);
          return Answer.created(made, "/v1/api-keys/" + made.key().id());
        });
  }

  @POST
  @Path("{id}:rotate")
  @Needs(Permission.API_KEY_WRITE)
  @Refuses({Code.EXCEEDS_OWN_ROLE, Code.KEY_ENDED, Code.QUOTA_EXCEEDED})
  @Operation(
      summary = "Rotate an API key",
      description =
          "Replaces one: answers a new key that opens the same; the old one holds "
              + "for an overlap.")
  @APIResponseSchema(value = CreatedApiKey.class, responseCode = "201")
  public Response rotate(String id, Rotation body) {
    return exchange.post(
        body,
        sql -> {
          CreatedApiKey made = keys.rotate(sql, id, body);
          return Answer.created(made, "/v1/api-keys/" + made.key().id());
        });
  }

  @GET
  @Path("{id}")
  @Needs(Permission.API_KEY_READ)
  @Operation(summary = "Get an API key", description = "Reads one, without its secret.")
  @APIResponseSchema(value = ApiKey.class, responseCode = "200")
  public Response get(String id) {
    return exchange.show(sql -> keys.get(sql, id));
  }

  @DELETE
  @Path("{id}")
  @Needs(Permission.API_KEY_WRITE)
  @Operation(
      summary = "Revoke an API key",
      description = "Revokes one; clusters refuse it within seconds.")
  @APIResponse(responseCode = "204")
  public Response revoke(String id) {
    return exchange.remove(sql -> keys.revoke(sql, id));
  }
}
