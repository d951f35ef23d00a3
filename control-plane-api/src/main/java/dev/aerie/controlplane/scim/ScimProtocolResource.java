package dev.aerie.controlplane.scim;

import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** SCIM over HTTP; {@link ScimAuthentication} has let the caller in. */
@Path("/scim/v2/{organization}/{path: .+}")
@Consumes({ScimProtocolResource.TYPE, "application/json"})
@Produces({ScimProtocolResource.TYPE, "application/json"})
@RunOnVirtualThread
public class ScimProtocolResource {
  static final String TYPE = "application/scim+json";

  private final ScimProtocol protocol;

  ScimProtocolResource(ScimProtocol protocol) {
    this.protocol = protocol;
  }

  /** Reads. */
  @GET
  @Operation(hidden = true)
  public Response get(String organization, @Context UriInfo uri, @Context HttpHeaders headers) {
    return answer(organization, HttpMethod.GET, uri, headers, Optional.empty());
  }

  /** Makes. */
  @POST
  @Operation(hidden = true)
  public Response post(
      String organization, @Context UriInfo uri, @Context HttpHeaders headers, String body) {
    return answer(organization, HttpMethod.POST, uri, headers, Optional.of(body));
  }

  /** Replaces. */
  @PUT
  @Operation(hidden = true)
  public Response put(
      String organization, @Context UriInfo uri, @Context HttpHeaders headers, String body) {
    return answer(organization, HttpMethod.PUT, uri, headers, Optional.of(body));
  }

  /** Changes. */
  @PATCH
  @Operation(hidden = true)
  public Response patch(
      String organization, @Context UriInfo uri, @Context HttpHeaders headers, String body) {
    return answer(organization, HttpMethod.PATCH, uri, headers, Optional.of(body));
  }

  /** Removes. */
  @DELETE
  @Operation(hidden = true)
  public Response delete(String organization, @Context UriInfo uri, @Context HttpHeaders headers) {
    return answer(organization, HttpMethod.DELETE, uri, headers, Optional.empty());
  }

  private Response answer(
      String organization,
      HttpMethod method,
      UriInfo uri,
      HttpHeaders headers,
      Optional<String> body) {
    var sent = new HashMap<String, String>();
    headers.getRequestHeaders().forEach((name, values) -> sent.put(name, values.getFirst()));
    ScimResponse answer =
        protocol.answer(organization, method, uri.getRequestUri().toString(), body, sent);
    var response = Response.status(answer.getHttpStatus());
    answer
        .getHttpHeaders()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                response.header(name, value);
              }
            });
    if (!answer.isEmpty()) {
      response.type(TYPE).entity(answer.toString());
    }
    return response.build();
  }
}
