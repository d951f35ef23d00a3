package dev.aerie.controlplane.description;

import dev.aerie.controlplane.deprecation.Ending;
import org.eclipse.microprofile.openapi.models.Operation;

/** Marks operations that will go. */
final class Endings {
  /** The day, by which the comparison with the next release knows that one may be gone. */
  static final String DAY = "x-sunset";

  private Endings() {}

  static void describe(Operation operation, Ending ending) {
    operation.setDeprecated(true);
    operation.addExtension(DAY, ending.on().toString());
    operation.setDescription(operation.getDescription() + " " + ending.sentence());
  }
}
