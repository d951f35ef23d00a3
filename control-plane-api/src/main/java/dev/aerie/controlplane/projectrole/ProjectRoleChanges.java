package dev.aerie.controlplane.projectrole;

import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.problem.Checks;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can change of a custom role.
 *
 * @param dataRole the role its keys have with clusters
 */
public record ProjectRoleChanges(
    Optional<String> name, Optional<List<Permission>> permissions, Optional<String> dataRole) {
  private static final Set<Permission> ALLOWED = Role.PROJECT_ADMIN.powers().permissions();
  private static final Set<String> DATA_ROLES =
      Set.of(ProjectRole.NO_DATA, "DATA_VIEWER", "DATA_OPERATOR", "DATA_ADMIN");

  void check() {
    check(new Checks());
  }

  void check(Checks checks) {
    checks
        .title("name", name)
        .must(
            permissions.orElse(List.of()).stream()
                .allMatch(one -> one != null && ALLOWED.contains(one)),
            "permissions",
            "must be permissions in projects: " + ALLOWED.stream().sorted().toList())
        .must(
            dataRole.map(DATA_ROLES::contains).orElse(true),
            "dataRole",
            "must be one of NONE, DATA_VIEWER, DATA_OPERATOR, DATA_ADMIN")
        .end();
  }
}
