package dev.aerie.controlplane.apikey;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.problem.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A key to be made. */
public record NewApiKey(
    Optional<String> organizationId,
    Optional<String> projectId,
    Optional<List<String>> clusterIds,
    Optional<String> name,
    Optional<Role> role,
    Optional<Instant> expiresAt) {

  List<String> clusters() {
    return clusterIds.orElse(List.of()).stream().distinct().toList();
  }

  void check(Instant now) {
    boolean ofProject = role.map(Role::isOfProject).orElse(false);
    boolean ofData = ofProject && role.filter(Role.PROJECT_ADMIN::equals).isEmpty();
    new Checks()
        .present("organizationId", organizationId)
        .present("name", name)
        .title("name", name)
        .present("role", role)
        .must(
            role.map(Role::isForKeys).orElse(true),
            "role",
            "must be one of DATA_VIEWER, DATA_OPERATOR, DATA_ADMIN, PROJECT_ADMIN, ORGANIZATION_OWNER")
        .must(
            role.isEmpty() || ofProject == projectId.isPresent(),
            "projectId",
            ofProject ? "is required for this role" : "must be absent for ORGANIZATION_OWNER")
        .must(
            role.isEmpty() || ofData || clusters().isEmpty(),
            "clusterIds",
            "can only narrow the roles DATA_VIEWER, DATA_OPERATOR and DATA_ADMIN")
        .must(expiresAt.map(now::isBefore).orElse(true), "expiresAt", "must be in the future")
        .end();
  }
}
