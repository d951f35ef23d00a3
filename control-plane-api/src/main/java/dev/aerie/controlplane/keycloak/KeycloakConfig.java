package dev.aerie.controlplane.keycloak;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How Keycloak's admin API is called. */
@ConfigMapping(prefix = "aerie.keycloak")
public interface KeycloakConfig {
  /** Address of the realm, where it issues tokens. */
  String issuer();

  /** The client whose service account may manage clients and users of the realm. */
  String clientId();

  /** Its secret. */
  String clientSecret();

  /** How long an answer may take. */
  @WithDefault("PT10S")
  Duration patience();

  /** Where tokens of the realm are asked for. */
  default String tokenUrl() {
    return issuer() + "/protocol/openid-connect/token";
  }
}
