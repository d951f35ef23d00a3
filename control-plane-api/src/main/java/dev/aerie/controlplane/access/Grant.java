package dev.aerie.controlplane.access;

import java.util.List;
import java.util.Optional;

/**
 * A role somewhere.
 *
 * @param organization the organisation
 * @param project the only project it reaches; empty for all
 * @param clusters the only clusters it reaches; empty for all
 * @param role what it allows there
 */
public record Grant(
    String organization, Optional<String> project, List<String> clusters, Role role) {

  /** Copies the list. */
  public Grant {
    clusters = List.copyOf(clusters);
  }

  boolean sees(Target target) {
    return organization.equals(target.organization())
        && (project.isEmpty() || target.project().isEmpty() || project.equals(target.project()))
        && (clusters.isEmpty()
            || target.cluster().isEmpty()
            || clusters.contains(target.cluster().get()));
  }

  boolean allows(Permission permission, Target target) {
    boolean wideEnough =
        project.isEmpty()
            || target.project().isPresent()
            || permission == Permission.ORGANIZATION_READ;
    return sees(target) && wideEnough && role.has(permission);
  }
}
