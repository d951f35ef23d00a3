package dev.aerie.controlplane.organization;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/** An organisation to be made. */
@RefusedWithout("name")
public record NewOrganization(Optional<String> name) {

  void check() {
    new Checks().present("name", name).title("name", name).end();
  }
}
