package dev.aerie.controlplane.sso;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What an identity provider says about itself.
 *
 * @param config as Keycloak has read it
 * @param issuer the entity id or issuer
 * @param signOnUrl where people are sent
 * @param certificates what assertions are signed with, each in base64; none for OIDC
 * @param attributes what it is expected to call attributes in assertions
 */
record ProviderMetadata(
    Map<String, String> config,
    String issuer,
    String signOnUrl,
    List<String> certificates,
    SamlAttributes attributes) {

  /** Copies the collections. */
  ProviderMetadata {
    config = Map.copyOf(config);
    certificates = List.copyOf(certificates);
  }

  static ProviderMetadata ofSaml(Map<String, String> config, String metadata) {
    return new ProviderMetadata(
        config,
        config.getOrDefault("idpEntityId", ""),
        config.getOrDefault("singleSignOnServiceUrl", ""),
        Arrays.stream(config.getOrDefault("signingCertificate", "").split(","))
            .map(text -> text.replaceAll("\\s", ""))
            .filter(text -> !text.isEmpty())
            .distinct()
            .toList(),
        SamlAttributes.expectedOf(metadata));
  }

  static ProviderMetadata ofOidc(Map<String, String> config) {
    return new ProviderMetadata(
        config,
        config.getOrDefault("issuer", ""),
        config.getOrDefault("authorizationUrl", ""),
        List.of(),
        SamlAttributes.expectedOf(""));
  }
}
