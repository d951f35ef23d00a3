package dev.aerie.controlplane.scim;

import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/** A token to be made. */
public record NewScimToken(Optional<String> name) {

  void check() {
    new Checks().present("name", name).title("name", name).end();
  }
}
