package dev.aerie.local.testing;

import dev.aerie.local.build.PythonEnvironment;
import dev.aerie.local.build.Service;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tests in Python, in virtual environments of what a {@code requirements.txt} lists. */
final class PythonTests {
  private final Home home;

  PythonTests(Home home) {
    this.home = home;
  }

  /**
   * Runs the tests of a folder, by the {@code pytest.ini} in it, or a file of it; the exit code.
   */
  int run(String tests, Map<String, String> variables) {
    Path path = home.root().resolve(tests);
    Path folder = Files.isDirectory(path) ? path : path.getParent();
    Command pytest =
        Command.of(
                environment("e2e-venv", "e2e").program("pytest").toString(),
                "-c",
                folder.resolve("pytest.ini").toString(),
                path.toString())
            .in(home.root());
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      pytest = pytest.with(variable.getKey(), variable.getValue());
    }
    return pytest.runHere();
  }

  /** A Python that has what calls an API by its OpenAPI description. */
  Path fuzzing() {
    return environment("api-venv", Service.CONTROL_PLANE.module() + "/src/test/python")
        .program("python");
  }

  private PythonEnvironment environment(String name, String folder) {
    PythonEnvironment environment =
        new PythonEnvironment(
            home.folder().resolve(name), home.root().resolve(folder).resolve("requirements.txt"));
    environment.install(home);
    return environment;
  }
}
