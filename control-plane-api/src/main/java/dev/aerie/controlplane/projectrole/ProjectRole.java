package dev.aerie.controlplane.projectrole;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.access.Permission;
import dev.aerie.controlplane.access.Powers;
import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.exchange.Versioned;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A role that is held in projects.
 *
 * @param id what members, service accounts and keys name as their role
 * @param permissions what it allows here
 * @param dataRole which role its keys have with clusters; {@code NONE} when they open none
 * @param builtIn whether every organisation has it; it cannot be changed then
 */
public record ProjectRole(
    String id,
    String organizationId,
    String name,
    List<Permission> permissions,
    String dataRole,
    boolean builtIn,
    Optional<Instant> createdAt,
    Optional<Instant> updatedAt,
    @JsonIgnore long etag)
    implements Versioned {
  /** The {@link #dataRole} of keys that open no cluster. */
  static final String NO_DATA = "NONE";

  /** What every role of a project has. */
  private static final Set<Permission> ALWAYS =
      Set.of(Permission.SIGNED_IN, Permission.ORGANIZATION_READ, Permission.PROJECT_READ);

  /** Those permissions there are in projects, in order and once, with those that all roles have. */
  public ProjectRole {
    var wanted = Set.copyOf(permissions);
    permissions =
        Arrays.stream(Permission.values())
            .filter(one -> wanted.contains(one) || ALWAYS.contains(one))
            .toList();
  }

  static ProjectRole builtIn(String organization, Role role) {
    return new ProjectRole(
        role.name(),
        organization,
        role.name(),
        List.copyOf(role.powers().permissions()),
        role.name(),
        true,
        Optional.empty(),
        Optional.empty(),
        1);
  }

  Powers powers() {
    return new Powers(Set.copyOf(permissions), Role.named(dataRole));
  }

  ProjectRole with(ProjectRoleChanges changes, Instant now) {
    return new ProjectRole(
        id,
        organizationId,
        changes.name().orElse(name),
        changes.permissions().orElse(permissions),
        changes.dataRole().orElse(dataRole),
        false,
        createdAt,
        Optional.of(now),
        etag + 1);
  }
}
