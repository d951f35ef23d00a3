package dev.aerie.controlplane.access;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who calls: a person or a tool, and what was granted. */
public record Principal(Kind kind, String id, String name, List<Grant> grants) {

  /** Copies the list. */
  public Principal {
    grants = List.copyOf(grants);
  }

  /** What a principal can be. */
  @Schema(name = "PrincipalKind")
  public enum Kind {
    /** A person, signed in at Keycloak. */
    USER,
    /** A tool that signs in at Keycloak by a secret of its own. */
    SERVICE_ACCOUNT,
    /** A tool with an API key. */
    API_KEY,
    /** An organisation's identity provider, with a token for SCIM. */
    SCIM,
    /** The agent of a region. */
    REGION_AGENT
  }

  /** Whether it has a permission there. */
  public boolean may(Permission permission, Target target) {
    return grants.stream().anyMatch(grant -> grant.allows(permission, target));
  }

  /** All it may do there. */
  public Powers powers(Target target) {
    return grants.stream()
        .filter(grant -> grant.holds(target))
        .map(Grant::powers)
        .reduce(Powers.none(), Powers::and);
  }

  /** Ids of the organisations it can see anything of. */
  public List<String> organizations() {
    return grants.stream().map(Grant::organization).distinct().toList();
  }
}
