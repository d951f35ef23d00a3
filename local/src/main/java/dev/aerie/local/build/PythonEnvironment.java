package dev.aerie.local.build;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Home;
import dev.aerie.local.home.Lock;
import dev.aerie.local.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Python virtual environment with the packages of one requirements file. It is made again when
 * the requirements change, and when its Python is gone since.
 *
 * @param folder where it lies
 * @param requirements what {@code pip} installs
 */
public record PythonEnvironment(Path folder, Path requirements) {

  /** A program of the environment, such as {@code python}; only after {@link #install}. */
  public Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** Whether all packages are there and Python runs. */
  public boolean complete() {
    try {
      return Files.exists(mark())
          && Files.readString(mark()).equals(Files.readString(requirements))
          && runs();
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes what is missing. */
  public void install(Home home) {
    Lock.holding(
        folder.resolveSibling(folder.getFileName() + ".lock"),
        () -> {
          if (!complete()) {
            make(home);
          }
          return folder;
        });
  }

  private void make(Home home) {
    Command.of("python3", "-m", "venv", "--clear", folder.toString()).runInto(home.log("venv"));
    Command.of(program("pip").toString(), "install", "--quiet", "--disable-pip-version-check")
        .and("-r", requirements.toString())
        .runInto(home.log("pip"));
    try {
      Files.writeString(mark(), Files.readString(requirements));
    } catch (IOException e) {
      throw new LauncherException(folder + " can't be written: " + e, e);
    }
  }

  private boolean runs() {
    try {
      Command.of(program("python").toString(), "-c", "").output();
      return true;
    } catch (LauncherException e) {
      return false;
    }
  }

  private Path mark() {
    return folder.resolve(".complete");
  }
}
