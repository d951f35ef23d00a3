package dev.aerie.controlplane;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Starts the control plane, or says what its configuration lacks. */
@QuarkusMain
public final class ControlPlane {
  private static final int WRONG_CONFIGURATION = 78;

  private ControlPlane() {}

  /** Runs until the process is told to end; ends with code 78 when a setting is missing. */
  public static void main(String[] arguments) {
    List<String> wrong = RequiredSettings.wrongIn(System.getenv());
    if (wrong.isEmpty()) {
      Quarkus.run(arguments);
    } else {
      System.err.println("The control plane cannot start: " + String.join("; ", wrong) + ".");
      System.exit(WRONG_CONFIGURATION);
    }
  }
}
