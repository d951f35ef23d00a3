package dev.aerie.controlplane.projectrole;

import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.List;
import java.util.Optional;

/**
 * A custom role to be made.
 *
 * @param dataRole the role its keys have with clusters; {@code NONE} when absent
 */
@RefusedWithout({"name", "permissions"})
public record NewProjectRole(
    Optional<String> name, Optional<List<Permission>> permissions, Optional<String> dataRole) {

  void check() {
    new ProjectRoleChanges(name, permissions, dataRole)
        .check(new Checks().present("name", name).present("permissions", permissions));
  }
}
