package dev.aerie.controlplane.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.controlplane.identifier.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Customers' identity providers in Keycloak's realm, each linked to its Keycloak organisation,
 * which has the name of ours. Every change can be repeated. Safe for use by many threads.
 */
@ApplicationScoped
public class IdentityProviders {
  private static final String INSTANCES = "/identity-provider/instances";
  private static final String ORGANIZATIONS = "/organizations";

  /** Names in a provider's settings the client of the control plane that has made it. */
  private static final String MADE_BY = "aerie.control-plane";

  private final KeycloakAdmin admin;
  private final KeycloakConfig config;

  IdentityProviders(KeycloakAdmin admin, KeycloakConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /** The service provider's name towards a SAML provider with this alias. */
  public String entityId(String alias) {
    return config.issuer() + "/broker/" + alias;
  }

  /** Where a provider with this alias sends people back: redirect URI and assertion consumer. */
  public String endpoint(String alias) {
    return entityId(alias) + "/endpoint";
  }

  /** What a SAML provider's administrator needs to know of us, as SAML metadata. */
  public String serviceProviderMetadata(String alias) {
    return admin.publicText("/broker/" + alias + "/endpoint/descriptor");
  }

  /**
   * Reads SAML metadata or an OIDC discovery document.
   *
   * @throws KeycloakRefusal when it is neither
   */
  public Map<String, String> describe(BrokeredProvider.Kind kind, String document) {
    var read = new HashMap<String, String>();
    admin
        .describe(kind.id(), document)
        .properties()
        .forEach(entry -> read.put(entry.getKey(), entry.getValue().asText()));
    return Map.copyOf(read);
  }

  /** The settings there are of a provider; a secret is masked. */
  public Map<String, String> config(String alias) {
    var read = new HashMap<String, String>();
    admin
        .get(INSTANCES + "/" + alias)
        .path("config")
        .properties()
        .forEach(entry -> read.put(entry.getKey(), entry.getValue().asText()));
    return Map.copyOf(read);
  }

  /** Makes a provider of an organisation of ours. */
  public void create(String organization, BrokeredProvider provider) {
    admin.create(INSTANCES, representation(provider));
    admin.post(
        ORGANIZATIONS + "/" + organizationId(organization) + "/identity-providers",
        provider.alias());
    writeMappers(provider);
  }

  /** Gives a provider these settings; a masked secret stays what it is. */
  public void update(BrokeredProvider provider) {
    String path = INSTANCES + "/" + provider.alias();
    var changed = new HashMap<>(representation(provider));
    JsonNode before = admin.get(path);
    for (String kept : List.of("internalId", "organizationId")) {
      changed.put(kept, before.path(kept));
    }
    admin.put(path, changed);
    writeMappers(provider);
  }

  /** Removes a provider; people who came through it come so no more. False: it was not there. */
  public boolean delete(String alias) {
    return admin.delete(INSTANCES + "/" + alias);
  }

  /** The aliases of all in the realm that this control plane has made, and says so of. */
  public List<String> all() {
    return admin.list(INSTANCES + "?search=" + Kind.SSO_CONNECTION.prefix()).stream()
        .filter(
            provider -> provider.path("config").path(MADE_BY).asText().equals(config.clientId()))
        .map(provider -> provider.path("alias").asText())
        .filter(Kind.SSO_CONNECTION::matches)
        .toList();
  }

  /**
   * Says which mail domains an organisation has proven to be its own.
   *
   * @throws KeycloakRefusal when another organisation has one of them
   */
  public void setDomains(String organization, List<String> domains) {
    admin.put(
        ORGANIZATIONS + "/" + organizationId(organization),
        organization(
            organization,
            domains.stream()
                .map(name -> Map.<String, Object>of("name", name, "verified", true))
                .toList()));
  }

  private String organizationId(String name) {
    return StreamSupport.stream(
            admin.get(ORGANIZATIONS + "?exact=true&search=" + name).spliterator(), false)
        .filter(found -> found.path("name").asText().equals(name))
        .map(found -> found.path("id").asText())
        .findFirst()
        .orElseGet(() -> admin.create(ORGANIZATIONS, organization(name, List.of())));
  }

  private static Map<String, Object> organization(String name, List<Map<String, Object>> domains) {
    return Map.of("name", name, "alias", name, "enabled", true, "domains", domains);
  }

  private void writeMappers(BrokeredProvider provider) {
    String path = INSTANCES + "/" + provider.alias() + "/mappers";
    admin.get(path).forEach(old -> admin.delete(path + "/" + old.path("id").asText()));
    for (BrokeredProvider.Mapper mapper : provider.mappers()) {
      var config = new HashMap<>(mapper.config());
      config.put("syncMode", mapper.always() ? "FORCE" : "IMPORT");
      admin.create(
          path,
          Map.of(
              "name",
              mapper.name(),
              "identityProviderAlias",
              provider.alias(),
              "identityProviderMapper",
              mapper.type(),
              "config",
              config));
    }
  }

  private Map<String, Object> representation(BrokeredProvider provider) {
    var settings = new HashMap<>(provider.config());
    settings.put(MADE_BY, config.clientId());
    if (provider.enabled()) {
      // Keycloak itself refuses people of another domain at their first sign-in; of a domain that
      // is not proven it would take no change.
      settings.put("kc.org.domain", provider.domain());
    }
    settings.put("kc.org.broker.redirect.mode.email-matches", Boolean.toString(provider.enabled()));
    settings.put("syncMode", "IMPORT");
    return Map.of(
        "alias",
        provider.alias(),
        "providerId",
        provider.kind().id(),
        "enabled",
        provider.enabled(),
        // The domain is proven, so its provider's word is good for addresses in it.
        "trustEmail",
        true,
        "hideOnLogin",
        true,
        "firstBrokerLoginFlowAlias",
        "first broker login",
        "config",
        settings);
  }
}
