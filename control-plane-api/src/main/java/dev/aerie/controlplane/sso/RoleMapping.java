package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.List;
import java.util.Optional;

/**
 * What people of a group may do.
 *
 * @param group as the identity provider writes it, or any other value of the mapped attribute
 * @param role in the organisation; empty: the default
 * @param projects in single projects
 */
@RefusedWithout("group")
public record RoleMapping(String group, Optional<Role> role, List<Member.ProjectRole> projects) {

  /** Copies the list. */
  public RoleMapping {
    projects = projects == null ? List.of() : List.copyOf(projects);
  }
}
