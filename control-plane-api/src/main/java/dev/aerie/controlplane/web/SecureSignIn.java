package dev.aerie.controlplane.web;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Settings of the code flow for people who come by HTTPS while TLS ends in front of us: they are
 * sent back to HTTPS, and their cookies go nowhere else. By the request alone it looks like HTTP.
 */
public final class SecureSignIn implements ConfigSourceFactory {
  private static final int BELOW_THE_ENVIRONMENT = 200;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "quarkus.oidc.authentication.force-redirect-https-scheme", "true",
          "quarkus.oidc.authentication.cookie-force-secure", "true");

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    String address = context.getValue("aerie.public.url").getValue();
    return address != null && address.startsWith("https://")
        ? List.of(
            new PropertiesConfigSource(SETTINGS, "people come by https", BELOW_THE_ENVIRONMENT))
        : List.of();
  }
}
