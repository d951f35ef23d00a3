package dev.aerie.local.platform;

import dev.aerie.local.build.JavaCommand;
import dev.aerie.local.build.Service;
import dev.aerie.local.home.Folders;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Ports;
import dev.aerie.local.part.Probe;
import dev.aerie.local.process.Daemon;
import dev.aerie.local.terminal.Steps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Starts the data plane once after a build, to record the AOT cache that all its pods start from.
 */
final class DataPlaneTraining {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
      steps.run("record the data plane's start", () -> record(home, java));
    }
  }

  private static void record(Home home, JavaCommand java) {
    Daemon daemon = new Daemon(home, "data-plane-training");
    Path storage = home.run().resolve("training");
    int management = Ports.anyFree();
    daemon.start(
        java.recording(),
        Map.of(
            "AERIE_STORAGE_URI",
            "file://" + storage,
            "AERIE_HOST",
            "127.0.0.1",
            "AERIE_PORT",
            Integer.toString(Ports.anyFree()),
            "AERIE_MANAGEMENT_PORT",
            Integer.toString(management)));
    try {
      String ready = "http://127.0.0.1:%d/q/health/ready".formatted(management);
      daemon.await(PATIENCE, () -> Probe.http(ready));
    } finally {
      daemon.stop(PATIENCE);
      Folders.remove(storage);
    }
  }
}
