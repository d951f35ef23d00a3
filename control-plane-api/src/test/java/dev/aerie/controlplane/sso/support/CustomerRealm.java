package dev.aerie.controlplane.sso.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The identity provider of a customer: a realm of the same Keycloak, SAML and OIDC. */
public final class CustomerRealm {
  /** The secret of every OIDC client here. */
  public static final String CLIENT_SECRET = "customers-own-secret";

  private static final String REALM = "/customer";

  private static final String MADE = "aerie.test.customer-realm";

  /** The one of all tests of this JVM. */
  public CustomerRealm() {
    if (System.setProperty(MADE, "yes") == null) {
      make();
    }
  }

  private static void make() {
    Keycloak.admin("POST", "", Map.of("realm", "customer", "enabled", true));
    for (String group : List.of("admins", "readers")) {
      Keycloak.admin("POST", REALM + "/groups", Map.of("name", group));
    }
  }

  /** The issuer, for OIDC; the entity id, for SAML. */
  public String issuer() {
    return Keycloak.base() + "/realms/customer";
  }

  /** Where its SAML metadata lies. */
  public String metadataUrl() {
    return issuer() + "/protocol/saml/descriptor";
  }

  /** Adds somebody; the password is {@code word}. */
  public void addPerson(String name, String email, String... groups) {
    Keycloak.admin(
        "POST",
        REALM + "/users",
        Map.of(
            "username",
            name,
            "email",
            email,
            "emailVerified",
            true,
            "enabled",
            true,
            "firstName",
            "F",
            "lastName",
            "L",
            "groups",
            Stream.of(groups).map(group -> "/" + group).toList(),
            "credentials",
            List.of(Map.of("type", "password", "value", "correct horse battery"))));
  }

  /** Puts somebody into another group instead of one. */
  public void moveGroup(String name, String from, String to) {
    String user =
        Keycloak.admin("GET", REALM + "/users?exact=true&username=" + name, "")
            .path(0)
            .path("id")
            .asText();
    Keycloak.admin("DELETE", REALM + "/users/" + user + "/groups/" + groupId(from), "");
    Keycloak.admin("PUT", REALM + "/users/" + user + "/groups/" + groupId(to), "");
  }

  private static String groupId(String name) {
    for (JsonNode group : Keycloak.admin("GET", REALM + "/groups", "")) {
      if (group.path("name").asText().equals(name)) {
        return group.path("id").asText();
      }
    }
    throw new AssertionError("no group " + name);
  }

  /** Lets our broker be an OIDC client. */
  public void addOidcClient(String clientId, String redirectUri) {
    Keycloak.admin(
        "POST",
        REALM + "/clients",
        Map.of(
            "clientId",
            clientId,
            "enabled",
            true,
            "publicClient",
            false,
            "secret",
            CLIENT_SECRET,
            "redirectUris",
            List.of(redirectUri),
            "protocolMappers",
            List.of(
                Map.of(
                    "name", "groups",
                    "protocol", "openid-connect",
                    "protocolMapper", "oidc-group-membership-mapper",
                    "config",
                        Map.of(
                            "claim.name", "groups",
                            "full.path", "false",
                            "id.token.claim", "true",
                            "access.token.claim", "true",
                            "userinfo.token.claim", "true")))));
  }

  /** Has our broker told of people of an OIDC client who are signed out here. */
  public void tellOfLogouts(String clientId) {
    var client =
        (ObjectNode) Keycloak.admin("GET", REALM + "/clients?clientId=" + clientId, "").path(0);
    client
        .withObject("attributes")
        .put(
            "backchannel.logout.url",
            Keycloak.issuer() + "/protocol/openid-connect/logout/backchannel-logout")
        .put("backchannel.logout.session.required", "true");
    Keycloak.admin("PUT", REALM + "/clients/" + client.path("id").asText(), client);
  }

  /** Ends somebody's sessions. */
  public void signOut(String name) {
    String user =
        Keycloak.admin("GET", REALM + "/users?exact=true&username=" + name, "")
            .path(0)
            .path("id")
            .asText();
    Keycloak.admin("POST", REALM + "/users/" + user + "/logout", "");
  }

  /** Lets our broker be a SAML service provider, by its metadata, as an administrator does. */
  public void addServiceProvider(String metadata) {
    var client =
        (ObjectNode) Keycloak.admin("POST", REALM + "/client-description-converter", metadata);
    ArrayNode mappers = client.putArray("protocolMappers");
    mappers.addPOJO(
        Map.of(
            "name", "groups",
            "protocol", "saml",
            "protocolMapper", "saml-group-membership-mapper",
            "config", Map.of("attribute.name", "groups", "single", "true", "full.path", "false")));
    for (String property : List.of("email", "firstName", "lastName")) {
      mappers.addPOJO(
          Map.of(
              "name",
              property,
              "protocol",
              "saml",
              "protocolMapper",
              "saml-user-property-mapper",
              "config",
              Map.of(
                  "user.attribute", property,
                  "attribute.name", property,
                  "attribute.nameformat", "Basic")));
    }
    Keycloak.admin("POST", REALM + "/clients", client);
  }

  /** Whether assertions for a service provider are encrypted. */
  public void encrypt(String serviceProvider, boolean encrypted) {
    var client =
        (ObjectNode)
            Keycloak.admin("GET", REALM + "/clients?clientId=" + serviceProvider, "").path(0);
    client.withObject("attributes").put("saml.encrypt", Boolean.toString(encrypted));
    Keycloak.admin("PUT", REALM + "/clients/" + client.path("id").asText(), client);
  }

  /** Signs with a new key from now on; the one before is still published. */
  public void rotateKey() {
    Keycloak.admin(
        "POST",
        REALM + "/components",
        Map.of(
            "name", "next key",
            "providerId", "rsa-generated",
            "providerType", "org.keycloak.keys.KeyProvider",
            "config", Map.of("priority", List.of("200"), "keySize", List.of("2048"))));
  }
}
