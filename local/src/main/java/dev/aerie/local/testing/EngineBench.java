package dev.aerie.local.testing;

import dev.aerie.local.LauncherException;
import dev.aerie.local.build.Builds;
import dev.aerie.local.build.PythonEnvironment;
import dev.aerie.local.build.Service;
import dev.aerie.local.build.Toolchain;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures the engine beside libraries and servers that do the same. */
public final class EngineBench {
  private static final String FOLDER = "bench/src/main/python";

  private final Home home;
  private final Steps steps;

  public EngineBench(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
  }

  /**
   * Measures with each number of rows; the exit code of the first that fails.
   *
   * @throws LauncherException when the data set is not there
   */
  public int run(Path data, List<Integer> rows) {
    if (!Files.isRegularFile(data.resolve("debian-packages.f16.npy"))) {
      throw new LauncherException(
          "no data set in " + data + "; name its folder by --data or AERIE_BENCH_DATA");
    }
    PythonEnvironment python =
        new PythonEnvironment(
            home.folder().resolve("bench-venv"),
            home.root().resolve(FOLDER).resolve("requirements.txt"));
    steps.run("bring the peers", () -> python.install(home));
    new Builds(home, steps).bench();
    for (int count : rows) {
      int code = command(python, data, count).runHere();
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }

  private Command command(PythonEnvironment python, Path data, int rows) {
    Path target = home.root().resolve("bench/target");
    String classpath = target.resolve("classes") + File.pathSeparator + target.resolve("lib/*");
    return Command.of(python.program("python").toString())
        .and(home.root().resolve(FOLDER).resolve("engine.py").toString())
        .and(data.toString(), home.root().resolve("bench/results").toString())
        .and(Integer.toString(rows))
        .with("AERIE_BENCH_JAVA", Toolchain.java().toString())
        .with("AERIE_BENCH_CLASSPATH", classpath)
        .with("AERIE_BENCH_SERVER", Service.DATA_PLANE.jar(home).toString());
  }
}
