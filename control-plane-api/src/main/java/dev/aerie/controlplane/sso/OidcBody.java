package dev.aerie.controlplane.sso;

import java.util.Optional;

/**
 * A client at an OIDC provider.
 *
 * @param issuer its discovery document lies below
 * @param clientSecret goes to Keycloak and nowhere else
 */
public record OidcBody(
    Optional<String> issuer, Optional<String> clientId, Optional<String> clientSecret) {

  @Override
  public String toString() {
    return "OIDC client " + clientId.orElse("") + " at " + issuer.orElse("");
  }
}
