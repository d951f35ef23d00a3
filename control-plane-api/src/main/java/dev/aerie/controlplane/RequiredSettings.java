package dev.aerie.controlplane;

import dev.aerie.controlplane.address.AddressRange;
import dev.aerie.controlplane.address.ForwardingHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The settings without which there is no control plane; see docs/architecture.md for all. */
final class RequiredSettings {
  private static final Map<String, String> NEEDED =
      Map.of(
          "AERIE_DB_URL", "the JDBC URL of PostgreSQL, as in jdbc:postgresql://host:5432/aerie",
          "AERIE_DB_OWNER_PASSWORD", "the password of the role that owns the schema",
          "AERIE_DB_APP_PASSWORD", "the password for the application's role",
          "AERIE_OIDC_ISSUER", "the URL of Keycloak's realm, as in https://host/realms/aerie",
          "AERIE_OIDC_CLIENT_SECRET", "the secret of the console's client in that realm");

  private RequiredSettings() {}

  /** What is missing or wrong, one phrase each, by name; empty when nothing is. */
  static List<String> wrongIn(Map<String, String> environment) {
    var wrong = new ArrayList<String>();
    NEEDED.keySet().stream()
        .sorted()
        .filter(name -> isBlank(environment, name))
        .forEach(name -> wrong.add("set " + name + " to " + NEEDED.get(name)));
    String url = environment.getOrDefault("AERIE_DB_URL", "");
    if (!url.isBlank() && !url.startsWith("jdbc:postgresql:")) {
      wrong.add("AERIE_DB_URL must begin with jdbc:postgresql:");
    }
    if (!isBlank(environment, "AERIE_REGION_NAME") && isBlank(environment, "AERIE_REGION_TOKEN")) {
      wrong.add("set AERIE_REGION_TOKEN too, as AERIE_REGION_NAME is set");
    }
    wrong.addAll(wrongOfProxies(environment));
    return List.copyOf(wrong);
  }

  private static List<String> wrongOfProxies(Map<String, String> environment) {
    var wrong = new ArrayList<String>();
    Stream.of(environment.getOrDefault("AERIE_TRUSTED_PROXY_RANGES", "").split(","))
        .map(String::strip)
        .filter(range -> !range.isEmpty() && AddressRange.parse(range).isEmpty())
        .forEach(
            range ->
                wrong.add(
                    "AERIE_TRUSTED_PROXY_RANGES must be ranges as in 10.0.0.0/8, and %s is none"
                        .formatted(range)));
    String header = environment.getOrDefault("AERIE_TRUSTED_PROXY_HEADER", "");
    if (!header.isBlank() && ForwardingHeader.named(header).isEmpty()) {
      wrong.add("AERIE_TRUSTED_PROXY_HEADER must be X-Forwarded-For or Forwarded");
    }
    return wrong;
  }

  private static boolean isBlank(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").isBlank();
  }
}
