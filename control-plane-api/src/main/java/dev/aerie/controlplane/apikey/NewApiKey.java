package dev.aerie.controlplane.apikey;

import dev.aerie.controlplane.access.KeyScope;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.address.AddressRange;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import dev.aerie.controlplane.projectrole.ProjectRoles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A key to be made. */
@RefusedWithout({"organizationId", "name", "role"})
public record NewApiKey(
    Optional<String> organizationId,
    Optional<String> projectId,
    Optional<List<String>> clusterIds,
    Optional<String> name,
    Optional<String> role,
    Optional<List<KeyScope>> scopes,
    Optional<List<String>> ipAllowlist,
    Optional<Instant> expiresAt) {
  private static final int MOST = 100;
  private static final int LONGEST_NAME = 255;

  List<String> clusters() {
    return clusterIds.orElse(List.of()).stream().distinct().toList();
  }

  /** Whether it opens less than all of a project's clusters. */
  boolean narrows() {
    return !clusters().isEmpty() || !scopes.orElse(List.of()).isEmpty();
  }

  private static boolean isWhole(KeyScope one) {
    return one != null
        && one.database() != null
        && isName(one.database())
        && one.collection().map(NewApiKey::isName).orElse(true)
        && one.access() != null;
  }

  private static boolean isName(String text) {
    return !text.isBlank() && text.length() <= LONGEST_NAME;
  }

  void check(Instant now) {
    Optional<Role> builtIn = role.flatMap(Role::named);
    boolean ofProject = role.map(ProjectRoles::isMeant).orElse(false);
    boolean ofData = ofProject && builtIn.filter(Role.PROJECT_ADMIN::equals).isEmpty();
    new Checks()
        .present("organizationId", organizationId)
        .present("name", name)
        .title("name", name)
        .present("role", role)
        .must(
            role.isEmpty() || ofProject || builtIn.map(Role::isForKeys).orElse(false),
            "role",
            "must be one of DATA_VIEWER, DATA_OPERATOR, DATA_ADMIN, PROJECT_ADMIN, ORGANIZATION_OWNER or the id of a custom role")
        .must(
            role.isEmpty() || ofProject == projectId.isPresent(),
            "projectId",
            ofProject ? "is required for this role" : "must be absent for ORGANIZATION_OWNER")
        .must(
            role.isEmpty() || ofData || clusters().isEmpty(),
            "clusterIds",
            "can only narrow the roles DATA_VIEWER, DATA_OPERATOR and DATA_ADMIN")
        .must(
            role.isEmpty() || ofData || scopes.orElse(List.of()).isEmpty(),
            "scopes",
            "can only narrow the roles DATA_VIEWER, DATA_OPERATOR and DATA_ADMIN")
        .must(
            scopes.orElse(List.of()).size() <= MOST
                && scopes.orElse(List.of()).stream().allMatch(NewApiKey::isWhole),
            "scopes",
            "must be at most 100, each with database, access (READ or READ_WRITE) and, if wanted, collection")
        .must(
            ipAllowlist.orElse(List.of()).size() <= MOST
                && ipAllowlist.orElse(List.of()).stream()
                    .allMatch(one -> one != null && AddressRange.parse(one).isPresent()),
            "ipAllowlist",
            "must be at most 100 addresses or ranges such as 192.0.2.0/24 or 2001:db8::/32")
        .must(expiresAt.map(now::isBefore).orElse(true), "expiresAt", "must be in the future")
        .end();
  }
}
