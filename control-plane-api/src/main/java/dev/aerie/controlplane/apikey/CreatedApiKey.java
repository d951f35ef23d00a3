package dev.aerie.controlplane.apikey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aerie.controlplane.exchange.ShownOnce;
import dev.aerie.controlplane.exchange.Versioned;

/** A key just made, with its secret: it is shown this once. */
public record CreatedApiKey(@JsonUnwrapped ApiKey key, String secret)
    implements Versioned, ShownOnce {

  @Override
  @JsonIgnore
  public long etag() {
    return key.etag();
  }
}
