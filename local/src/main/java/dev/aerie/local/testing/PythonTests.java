package dev.aerie.local.testing;

import dev.aerie.local.build.PythonEnvironment;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
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
                environment().program("pytest").toString(),
                "-c",
                tests.resolve("pytest.ini").toString(),
                tests.toString())
            .in(home.root());
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      pytest = pytest.with(variable.getKey(), variable.getValue());
    }
    return pytest.runHere();
  }

  private PythonEnvironment environment() {
    PythonEnvironment environment =
        new PythonEnvironment(
            home.folder().resolve("e2e-venv"), home.root().resolve("e2e/requirements.txt"));
    environment.install(home);
    return environment;
  }
}
