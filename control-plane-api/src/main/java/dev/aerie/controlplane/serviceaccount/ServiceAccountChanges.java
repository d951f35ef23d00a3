package dev.aerie.controlplane.serviceaccount;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberChanges;
import dev.aerie.controlplane.problem.Checks;
import java.util.List;
import java.util.Optional;

/** What can change of a service account; the projects replace those there were. */
public record ServiceAccountChanges(
    Optional<String> name,
    Optional<Role> role,
    Optional<List<Member.ProjectRole>> projects,
    Optional<Boolean> disabled) {

  void check() {
    MemberChanges.check(new Checks().title("name", name), role, projects);
  }
}
