package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/** A token to be made. */
@RefusedWithout("name")
public record NewScimToken(Optional<String> name) {

  void check() {
    new Checks().present("name", name).title("name", name).end();
  }
}
