package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberChanges;
import dev.aerie.controlplane.problem.Checks;
import java.util.List;
import java.util.Optional;

/** What members of a group are to be; the projects replace those there were. */
public record ScimGroupMapping(Optional<Role> role, Optional<List<Member.ProjectRole>> projects) {

  void check() {
    MemberChanges.check(new Checks(), role, projects);
  }
}
