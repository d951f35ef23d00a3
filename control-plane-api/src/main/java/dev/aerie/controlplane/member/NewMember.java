package dev.aerie.controlplane.member;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.List;
import java.util.Optional;

/** A person to be added, who has signed in before. */
@RefusedWithout({"email", "role"})
public record NewMember(
    Optional<String> email, Optional<Role> role, Optional<List<Member.ProjectRole>> projects) {

  void check() {
    MemberChanges.check(
        new Checks().present("email", email).present("role", role).email("email", email),
        role,
        projects);
  }
}
