package dev.aerie.local.testing;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import dev.aerie.local.terminal.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Measures the engine beside libraries and servers that do the same. */
public final class EngineBench {
  private final Home home;
  private final Steps steps;

  public EngineBench(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
  }

  /**
   * Measures with each number of rows; the exit code of the first that fails.
   *
   * @param only names of contestants, whose figures are taken anew; all for none
   * @throws LauncherException when the data set is not named, or not there
   */
  public int run(Optional<Path> data, List<Integer> rows, List<String> only) {
    Path folder =
        data.filter(named -> Files.isRegularFile(named.resolve("debian-packages.f16.npy")))
            .orElseThrow(
                () ->
                    new LauncherException(
                        "no data set in %s; name its folder by --data or AERIE_BENCH_DATA"
                            .formatted(data.map(Path::toString).orElse("no folder"))));
    BenchPrograms programs = new BenchPrograms(home, steps);
    for (int count : rows) {
      int code =
          programs
              .program("engine.py")
              .and(folder.toString(), programs.results().toString(), Integer.toString(count))
              .and(only.toArray(String[]::new))
              .runHere();
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }
}
