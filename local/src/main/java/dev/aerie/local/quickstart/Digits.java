package dev.aerie.local.quickstart;

import dev.aerie.local.LauncherException;
import dev.aerie.local.build.Digest;
import dev.aerie.local.build.PythonEnvironment;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.nio.file.Path;
import java.util.List;

/** The Python program of the quickstart, in a virtual environment of its own. */
public final class Digits {
  private static final String FOLDER = "local/src/main/python";

  private final Home home;
  private final Steps steps;

  public Digits(Home home, Steps steps) {
    this.home = home;
    this.steps = steps;
  }

  /** Brings pymilvus and scikit-learn. */
  public PythonEnvironment environment() {
    Path requirements = home.root().resolve(FOLDER).resolve("requirements.txt");
    String digest = Digest.of(home.root(), List.of(FOLDER + "/requirements.txt"));
    PythonEnvironment environment =
        new PythonEnvironment(home.cache().resolve("python").resolve(digest), requirements);
    if (!environment.complete()) {
      steps.run("bring pymilvus and scikit-learn", () -> environment.install(home));
    }
    return environment;
  }

  /** Loads the digits, searches them and shows what came of it. */
  public void run(PythonEnvironment environment, QuickstartRecord record) {
    Path program = home.root().resolve(FOLDER).resolve("digits.py");
    int code =
        Command.of(environment.program("python").toString(), program.toString())
            .with("AERIE_MILVUS_URI", record.endpoint())
            .with("AERIE_API_KEY", record.apiKey())
            .runHere();
    if (code != 0) {
      throw new LauncherException(
          "the digits could not be loaded and searched (exit " + code + ")");
    }
  }
}
