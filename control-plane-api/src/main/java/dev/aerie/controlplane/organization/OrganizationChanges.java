package dev.aerie.controlplane.organization;

import dev.aerie.controlplane.problem.Checks;
import java.util.Optional;

/** What can change of an organisation. */
public record OrganizationChanges(Optional<String> name) {

  void check() {
    new Checks().title("name", name).end();
  }
}
