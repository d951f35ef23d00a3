package dev.aerie.controlplane.console;

import dev.aerie.controlplane.access.EndedSessions;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Ends a session: here at once, for every copy of its cookie, and then at Keycloak, which has the
 * browser come back. Quarkus's own sign-out only has this browser forget its cookie.
 */
@Path("/logout")
@RunOnVirtualThread
public class LogoutResource {
  private final SecurityIdentity identity;
  private final OidcSession session;
  private final OidcConfigurationMetadata provider;
  private final EndedSessions ended;
  private final boolean byHttps;

  LogoutResource(
      SecurityIdentity identity,
      OidcSession session,
      OidcConfigurationMetadata provider,
      EndedSessions ended,
      @ConfigProperty(name = "aerie.public.url", defaultValue = "http://127.0.0.1:8080")
          String publicUrl) {
    this.identity = identity;
    this.session = session;
    this.provider = provider;
    this.ended = ended;
    this.byHttps = publicUrl.startsWith("https://");
  }

  /** Without a session there is nothing to end: Quarkus begins the code flow, as at /login. */
  @GET
  @Operation(hidden = true)
  public Response signOut(@Context UriInfo asked) {
    UriBuilder console = asked.getBaseUriBuilder().path("/");
    URI back = (byHttps ? console.scheme("https") : console).build();
    IdTokenCredential token = identity.getCredential(IdTokenCredential.class);
    if (token == null || !(identity.getPrincipal() instanceof JsonWebToken person)) {
      return Response.seeOther(back).build(); // A tool's access token is no session.
    }
    ended.end(Objects.requireNonNullElse(person.<String>getClaim("sid"), ""));
    session.logout().await().indefinitely();
    return Response.status(Response.Status.FOUND)
        .location(
            UriBuilder.fromUri(provider.getEndSessionUri())
                .queryParam("id_token_hint", "{token}")
                .queryParam("post_logout_redirect_uri", "{back}")
                .build(token.getToken(), back))
        .build();
  }
}
