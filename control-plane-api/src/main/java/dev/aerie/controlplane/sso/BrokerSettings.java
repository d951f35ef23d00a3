package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.keycloak.BrokeredProvider;
import dev.aerie.controlplane.keycloak.BrokeredProvider.Kind;
import dev.aerie.controlplane.keycloak.BrokeredProvider.Mapper;
import dev.aerie.controlplane.sso.SsoConnection.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How Keycloak is to broker a connection. A pure function. */
final class BrokerSettings {
  /** User attributes in Keycloak that its tokens for us carry. */
  private static final String CONNECTION = "sso_connection";

  private static final String GROUPS = "sso_groups";
  private static final Set<String> OF_SAML =
      Set.of(
          "idpEntityId",
          "singleSignOnServiceUrl",
          "singleLogoutServiceUrl",
          "signingCertificate",
          "postBindingResponse",
          "postBindingAuthnRequest",
          "postBindingLogout");
  private static final Set<String> OF_OIDC =
      Set.of("issuer", "authorizationUrl", "tokenUrl", "userInfoUrl", "jwksUrl", "clientSecret");

  private BrokerSettings() {}

  /**
   * The provider to make or change.
   *
   * @param read what Keycloak has read from metadata, or what its settings were before
   * @param secret of an OIDC client; empty: as it was
   */
  static BrokeredProvider of(
      SsoConnection connection,
      Map<String, String> read,
      Optional<String> secret,
      String serviceProvider) {
    return switch (connection.protocol()) {
      case SAML ->
          provider(
              connection,
              Kind.SAML,
              saml(connection, read, serviceProvider),
              samlMappers(connection.saml().orElseThrow().attributes()));
      case OIDC -> provider(connection, Kind.OIDC, oidc(connection, read, secret), List.of());
    };
  }

  private static BrokeredProvider provider(
      SsoConnection connection, Kind kind, Map<String, String> config, List<Mapper> ofProtocol) {
    var mappers = new ArrayList<>(ofProtocol);
    boolean saml = connection.protocol() == Protocol.SAML;
    mappers.add(
        new Mapper(
            "connection",
            "hardcoded-attribute-idp-mapper",
            true,
            Map.of("attribute", CONNECTION, "attribute.value", connection.id())));
    // People of two organisations may have the same name, but not the same address.
    mappers.add(
        new Mapper(
            "username",
            saml ? "saml-username-idp-mapper" : "oidc-username-idp-mapper",
            false,
            Map.of(
                "template",
                connection
                    .saml()
                    .map(one -> "${ATTRIBUTE.%s}".formatted(one.attributes().email()))
                    .orElse("${CLAIM.email}"),
                "target",
                "LOCAL")));
    mappers.add(
        saml
            ? attribute(connection.groupsAttribute(), GROUPS, true)
            : new Mapper(
                "groups",
                "oidc-user-attribute-idp-mapper",
                true,
                Map.of("claim", connection.groupsAttribute(), "user.attribute", GROUPS)));
    return new BrokeredProvider(
        connection.id(), kind, connection.verified(), connection.domain(), config, mappers);
  }

  private static Map<String, String> saml(
      SsoConnection connection, Map<String, String> read, String serviceProvider) {
    var config = kept(read, OF_SAML);
    config.putAll(
        Map.of(
            // A name of its own for each connection: an assertion for one is none for another.
            "entityId", serviceProvider,
            "validateSignature", "true",
            "wantAssertionsSigned", "true",
            "wantAuthnRequestsSigned", "true",
            "signatureAlgorithm", "RSA_SHA256",
            "nameIDPolicyFormat", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            "principalType", "SUBJECT",
            "allowedClockSkew", "60"));
    config.put(
        "wantAssertionsEncrypted",
        Boolean.toString(
            connection.saml().map(SsoConnection.Saml::encryptedAssertions).orElse(false)));
    config.put(
        "signingCertificate", String.join(",", ProviderMetadata.ofSaml(read, "").certificates()));
    return config;
  }

  private static Map<String, String> oidc(
      SsoConnection connection, Map<String, String> read, Optional<String> secret) {
    var config = kept(read, OF_OIDC);
    config.putAll(
        Map.of(
            "clientId", connection.oidc().orElseThrow().clientId(),
            "clientAuthMethod", "client_secret_post",
            "defaultScope", "openid profile email",
            "validateSignature", "true",
            "useJwksUrl", "true",
            "pkceEnabled", "true",
            "pkceMethod", "S256"));
    secret.ifPresent(text -> config.put("clientSecret", text));
    return config;
  }

  private static Map<String, String> kept(Map<String, String> read, Set<String> names) {
    var config = new HashMap<>(read);
    config.keySet().retainAll(names);
    return config;
  }

  private static List<Mapper> samlMappers(SamlAttributes names) {
    return List.of(
        attribute(names.email(), "email", false),
        attribute(names.firstName(), "firstName", false),
        attribute(names.lastName(), "lastName", false));
  }

  private static Mapper attribute(String from, String to, boolean always) {
    return new Mapper(
        to,
        "saml-user-attribute-idp-mapper",
        always,
        Map.of("attribute.name", from, "user.attribute", to));
  }
}
