package dev.aerie.controlplane.serviceaccount;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aerie.controlplane.exchange.ShownOnce;
import dev.aerie.controlplane.exchange.Versioned;

/**
 * A service account with a new secret: it is shown this once.
 *
 * @param tokenUrl where the secret is exchanged for access tokens
 */
public record CreatedServiceAccount(
    @JsonUnwrapped ServiceAccount account, String secret, String tokenUrl)
    implements Versioned, ShownOnce {

  @Override
  @JsonIgnore
  public long etag() {
    return account.etag();
  }
}
