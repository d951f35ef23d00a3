package dev.aerie.local.testing;

import dev.aerie.local.build.Builds;
import dev.aerie.local.build.PythonEnvironment;
import dev.aerie.local.build.Service;
import dev.aerie.local.build.Toolchain;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.io.File;
import java.nio.file.Path;

/** The programs that measure, with what they need to run. */
final class BenchPrograms {
  private static final String FOLDER = "bench/src/main/python";

  private final Home home;
  private final PythonEnvironment python;

  /** Brings what the programs need. */
  BenchPrograms(Home home, Steps steps) {
    this.home = home;
    this.python =
        new PythonEnvironment(
            home.folder().resolve("bench-venv"),
            home.root().resolve(FOLDER).resolve("requirements.txt"));
    steps.run("bring the peers", () -> python.install(home));
    new Builds(home, steps).bench();
  }

  /** Where results go. */
  Path results() {
    return home.root().resolve("bench/results");
  }

  Command program(String name) {
    Path target = home.root().resolve("bench/target");
    String classpath = target.resolve("classes") + File.pathSeparator + target.resolve("lib/*");
    return Command.of(python.program("python").toString())
        .and(home.root().resolve(FOLDER).resolve(name).toString())
        .with("AERIE_BENCH_JAVA", Toolchain.java().toString())
        .with("AERIE_BENCH_CLASSPATH", classpath)
        .with("AERIE_BENCH_SERVER", Service.DATA_PLANE.jar(home).toString());
  }
}
