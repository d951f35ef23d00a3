package dev.aerie.controlplane.address;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Which proxies in front of the control plane are believed, and by what. */
@ConfigMapping(prefix = "aerie.trusted-proxy")
public interface TrustedProxyConfig {
  /**
   * Their addresses: {@code AERIE_TRUSTED_PROXY_RANGES}, CIDR, separated by commas. Without, none
   * is, and every request comes from where its connection does.
   */
  Optional<List<String>> ranges();

  /**
   * The one header they write: {@code AERIE_TRUSTED_PROXY_HEADER}, {@code X-Forwarded-For} or
   * {@code Forwarded}. The other one may be the client's.
   */
  @WithDefault("X-Forwarded-For")
  String header();
}
