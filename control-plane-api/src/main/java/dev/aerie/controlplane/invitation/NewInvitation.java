package dev.aerie.controlplane.invitation;

import dev.aerie.controlplane.access.Role;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/** Who is to be invited, and as what. */
@RefusedWithout({"email", "role"})
public record NewInvitation(Optional<String> email, Optional<Role> role) {

  void check() {
    new Checks()
        .present("email", email)
        .email("email", email)
        .present("role", role)
        .must(
            role.map(one -> !one.isOfProject()).orElse(true),
            "role",
            "must be one of ORGANIZATION_OWNER, BILLING_ADMIN, MEMBER")
        .end();
  }
}
