package dev.aerie.controlplane.console;

import dev.aerie.controlplane.access.EndedSessions;
import dev.aerie.controlplane.access.Open;
import dev.aerie.controlplane.problem.Problem;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/**
 * Where Keycloak tells that a session has ended there (OpenID Connect Back-Channel Logout 1.0).
 * Quarkus has an endpoint of its own, which keeps what it is told in the memory of one replica for
 * some minutes; here it goes into the database.
 */
@Path("/logout/back-channel")
@RunOnVirtualThread
public class BackChannelLogoutResource {
  private static final Logger LOG = Logger.getLogger(BackChannelLogoutResource.class);

  private final TenantIdentityProvider provider;
  private final EndedSessions ended;

  BackChannelLogoutResource(TenantIdentityProvider provider, EndedSessions ended) {
    this.provider = provider;
    this.ended = ended;
  }

  /**
   * Ends a session, or all of a person that have begun. The token is what lets in, no cookie or
   * credential is looked at; one that is sent again ends the same again.
   *
   * @param token the logout token
   */
  @POST
  @Open
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response end(@FormParam("logout_token") String token) {
    LogoutToken told = LogoutToken.of(verified(token));
    told.session()
        .ifPresentOrElse(ended::end, () -> ended.endAll(told.subject().orElseThrow(), told.at()));
    return Response.ok().build();
  }

  /** The signature, the issuer, the audience and the times are looked at as those of any token. */
  private JsonWebToken verified(String token) {
    if (token == null || token.isBlank()) {
      throw LogoutToken.refusal("There is no logout_token in the form.");
    }
    try {
      SecurityIdentity identity =
          provider.authenticate(new AccessTokenCredential(token)).await().indefinitely();
      return (JsonWebToken) identity.getPrincipal();
    } catch (SecurityException refused) {
      throw LogoutToken.refusal(
          "The logout token is not signed by the identity provider, is for another client or has expired.");
    } catch (RuntimeException unreachable) {
      LOG.warnf("A logout token cannot be verified: %s", unreachable.getMessage());
      throw Problem.identityProviderUnavailable();
    }
  }
}
