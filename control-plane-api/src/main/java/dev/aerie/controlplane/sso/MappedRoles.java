package dev.aerie.controlplane.sso;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.member.Member;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The roles somebody's groups give them: of several in the organisation the strongest, of several
 * in a project the one whose mapping stands first.
 *
 * @param role in the organisation
 * @param projects at most one role for each project
 */
record MappedRoles(Role role, List<Member.ProjectRole> projects) {

  /** Of these groups; empty when none of them is mapped and there is no role for the others. */
  static Optional<MappedRoles> of(
      List<RoleMapping> mappings, Optional<Role> byDefault, Collection<String> groups) {
    List<RoleMapping> held =
        mappings.stream().filter(mapping -> groups.contains(mapping.group())).toList();
    if (held.isEmpty() && byDefault.isEmpty()) {
      return Optional.empty();
    }
    Role role =
        Stream.concat(byDefault.stream(), held.stream().flatMap(one -> one.role().stream()))
            .max(Comparator.naturalOrder())
            .orElse(Role.MEMBER);
    var first = new TreeMap<String, Member.ProjectRole>();
    held.stream()
        .flatMap(mapping -> mapping.projects().stream())
        .forEach(one -> first.putIfAbsent(one.projectId(), one));
    return Optional.of(new MappedRoles(role, List.copyOf(first.values())));
  }
}
