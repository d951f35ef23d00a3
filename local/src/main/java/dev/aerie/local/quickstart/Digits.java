package dev.aerie.local.quickstart;

import dev.aerie.local.LauncherException;
import dev.aerie.local.build.Digest;
import dev.aerie.local.home.Home;
import dev.aerie.local.process.Command;
import dev.aerie.local.terminal.Steps;
import java.io.IOException;
import java.nio.file.Files;
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
  public Path environment() {
    Path requirements = home.root().resolve(FOLDER).resolve("requirements.txt");
    String digest = Digest.of(home.root(), List.of(FOLDER + "/requirements.txt"));
    Path folder = home.cache().resolve("python").resolve(digest);
    if (!Files.exists(folder.resolve(".complete"))) {
      steps.run("bring pymilvus and scikit-learn", () -> install(folder, requirements));
    }
    return folder.resolve("bin/python");
  }

  private void install(Path folder, Path requirements) {
    Command.of("python3", "-m", "venv", "--clear", folder.toString()).runInto(home.log("venv"));
    Command.of(
            folder.resolve("bin/pip").toString(),
            "install",
            "--quiet",
            "--disable-pip-version-check")
        .and("-r", requirements.toString())
        .runInto(home.log("pip"));
    try {
      Files.createFile(folder.resolve(".complete"));
    } catch (IOException e) {
      throw new LauncherException(folder + " can't be written: " + e, e);
    }
  }

  /** Loads the digits, searches them and shows what came of it. */
  public void run(QuickstartRecord record) {
    Path program = home.root().resolve(FOLDER).resolve("digits.py");
    int code =
        Command.of(environment().toString(), program.toString())
            .with("AERIE_MILVUS_URI", record.endpoint())
            .with("AERIE_API_KEY", record.apiKey())
            .runHere();
    if (code != 0) {
      throw new LauncherException(
          "the digits could not be loaded and searched (exit " + code + ")");
    }
  }
}
