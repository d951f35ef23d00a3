package dev.aerie.controlplane.serviceaccount;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.member.Member;
import dev.aerie.controlplane.member.MemberChanges;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.List;
import java.util.Optional;

/** A service account to be made; without a role it is a {@code MEMBER}. */
@RefusedWithout("name")
public record NewServiceAccount(
    Optional<String> name, Optional<Role> role, Optional<List<Member.ProjectRole>> projects) {

  void check() {
    MemberChanges.check(new Checks().present("name", name).title("name", name), role, projects);
  }
}
