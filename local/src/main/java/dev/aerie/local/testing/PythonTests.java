package dev.aerie.local.testing;

import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tests in Python, all in one virtual environment of what {@code e2e/requirements.txt} lists. */
final class PythonTests {
  private final Home home;

  PythonTests(Home home) {
    this.home = home;
  }

  /** Runs the tests of a folder, by the {@code pytest.ini} in it; the exit code. */
  int run(String folder, Map<String, String> variables) {
    Path tests = home.root().resolve(folder);
    Command pytest =
        Command.of(
                environment().resolve("bin/pytest").toString(),
                "-c",
                tests.resolve("pytest.ini").toString(),
                tests.toString())
            .in(home.root());
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      pytest = pytest.with(variable.getKey(), variable.getValue());
    }
    return pytest.runHere();
  }

  private Path environment() {
    Path environment = home.folder().resolve("e2e-venv");
    if (!Files.exists(environment.resolve("bin/pytest"))) {
      Command.of("python3", "-m", "venv", "--clear", environment.toString())
          .runInto(home.log("venv"));
      Command.of(
              environment.resolve("bin/pip").toString(),
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "-r",
              home.root().resolve("e2e/requirements.txt").toString())
          .runInto(home.log("pip"));
    }
    return environment;
  }
}
