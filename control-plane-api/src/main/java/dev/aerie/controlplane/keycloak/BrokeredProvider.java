package dev.aerie.controlplane.keycloak;

import java.util.List;
import java.util.Map;

/**
 * An identity provider of a customer, as Keycloak is to broker it.
 *
 * @param alias its name in the realm; part of its redirect address
 * @param kind the protocol, as Keycloak names it
 * @param enabled whether people may come through it
 * @param domain the only mail domain its people may have
 * @param config Keycloak's settings of the protocol; may hold a secret
 */
public record BrokeredProvider(
    String alias,
    Kind kind,
    boolean enabled,
    String domain,
    Map<String, String> config,
    List<Mapper> mappers) {

  /** Copies the collections. */
  public BrokeredProvider {
    config = Map.copyOf(config);
    mappers = List.copyOf(mappers);
  }

  /** The protocols. */
  public enum Kind {
    /** OpenID Connect. */
    OIDC("oidc"),
    /** SAML 2.0. */
    SAML("saml");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  /**
   * What is taken over from an identity.
   *
   * @param always at each sign-in; else at the first only
   */
  public record Mapper(String name, String type, boolean always, Map<String, String> config) {
    /** Copies the settings. */
    public Mapper {
      config = Map.copyOf(config);
    }
  }

  @Override
  public String toString() {
    return "identity provider " + alias;
  }
}
