package dev.aerie.controlplane.access;

import java.util.List;
import java.util.Optional;

/**
 * What a caller may list with one permission; the union of organisations and projects, narrowed to
 * clusters when there are any.
 *
 * @param organizations reached as a whole
 * @param projects reached as a whole
 * @param clusters the only ones reached; empty for all
 */
public record Reach(List<String> organizations, List<String> projects, List<String> clusters) {

  static Reach of(Principal principal, Permission permission) {
    List<Grant> grants =
        principal.grants().stream().filter(grant -> grant.powers().has(permission)).toList();
    return new Reach(
        grants.stream()
            .filter(grant -> grant.project().isEmpty())
            .map(Grant::organization)
            .toList(),
        grants.stream().flatMap(grant -> grant.project().stream()).toList(),
        grants.stream().flatMap(grant -> grant.clusters().stream()).toList());
  }

  /** The same within one project, whether it is reached or not: who lists must ask for that too. */
  public Reach within(String project) {
    return new Reach(List.of(), List.of(project), clusters);
  }

  /** The only clusters reached, if not all are. */
  public Optional<List<String>> onlyClusters() {
    return Optional.of(clusters).filter(only -> !only.isEmpty());
  }
}
