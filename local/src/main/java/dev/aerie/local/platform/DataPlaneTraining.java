package dev.aerie.local.platform;

import dev.aerie.local.build.JavaCommand;
import dev.aerie.local.build.Service;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.util.List;

/**
 * Lets the data plane rehearse once after a build, to record the AOT cache that all its pods start
 * from.
 */
final class DataPlaneTraining {
  private DataPlaneTraining() {}

  static void ensure(Home home, Steps steps) {
    JavaCommand java =
        new JavaCommand(
            Service.DATA_PLANE,
            home,
            List.of(
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m"));
    if (!java.isRecorded()) {
      steps.run(
          "record the data plane's start",
          () -> Command.of(java.recording()).and("rehearse").runInto(home.log("rehearsal")));
    }
  }
}
