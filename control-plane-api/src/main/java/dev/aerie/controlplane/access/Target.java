package dev.aerie.controlplane.access;

import java.util.Optional;

/** Where in the tenancy something lies: an organisation, a project of it, a cluster of that. */
public record Target(String organization, Optional<String> project, Optional<String> cluster) {

  /** The organisation as a whole. */
  public static Target organization(String id) {
    return new Target(id, Optional.empty(), Optional.empty());
  }

  /** A project. */
  public static Target project(String organization, String id) {
    return new Target(organization, Optional.of(id), Optional.empty());
  }

  /** A cluster. */
  public static Target cluster(String organization, String project, String id) {
    return new Target(organization, Optional.of(project), Optional.of(id));
  }
}
