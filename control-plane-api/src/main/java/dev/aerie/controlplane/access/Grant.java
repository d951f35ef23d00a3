package dev.aerie.controlplane.access;

import java.util.List;
import java.util.Optional;

/**
 * A role somewhere.
 *
 * @param organization the organisation
 * @param project the only project it reaches; empty for all
 * @param clusters the only clusters it reaches; empty for all
 * @param powers what it allows there
 */
public record Grant(
    String organization, Optional<String> project, List<String> clusters, Powers powers) {

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
    return (holds(target) || (sees(target) && permission == Permission.ORGANIZATION_READ))
        && powers.has(permission);
  }

  /** Whether it holds for a target as a whole: one of a project does not for the organisation. */
  boolean holds(Target target) {
    return sees(target) && (project.isEmpty() || target.project().isPresent());
  }
}
