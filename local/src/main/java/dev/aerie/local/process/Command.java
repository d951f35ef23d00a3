package dev.aerie.local.process;

import dev.aerie.local.LauncherException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that is run to its end. Immutable. */
public final class Command {
  private final List<String> words;
  private final Map<String, String> environment;
  private final Optional<Path> folder;

  private Command(List<String> words, Map<String, String> environment, Optional<Path> folder) {
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
    this.folder = folder;
  }

  public static Command of(String... words) {
    return new Command(List.of(words), Map.of(), Optional.empty());
  }

  public static Command of(List<String> words) {
    return new Command(words, Map.of(), Optional.empty());
  }

  public Command and(String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return new Command(all, environment, folder);
  }

  public Command with(String name, String value) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(name, value);
    return new Command(words, all, folder);
  }

  public Command in(Path directory) {
    return new Command(words, environment, Optional.of(directory));
  }

  /** Runs with the terminal's input and output and returns the exit code. */
  public int runHere() {
    return run(builder().inheritIO());
  }

  /**
   * Runs with its output in a file.
   *
   * @throws LauncherException when it fails, with the lines that say why
   */
  public void runInto(Path log) {
    int code =
        run(
            builder()
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
    if (code != 0) {
      throw new LauncherException(
          "%s failed (exit %d): %s".formatted(words.getFirst(), code, Complaints.of(log)));
    }
  }

  /**
   * Runs and returns what it prints.
   *
   * @throws LauncherException when it fails, with what it printed
   */
  public String output() {
    try {
      Process process =
          builder().redirectInput(Path.of("/dev/null").toFile()).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new LauncherException(words.getFirst() + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new LauncherException(words.getFirst() + " can't be run: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("interrupted", e);
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    folder.ifPresent(path -> builder.directory(path.toFile()));
    return builder;
  }

  private int run(ProcessBuilder builder) {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new LauncherException(words.getFirst() + " can't be run: " + e, e);
    }
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new LauncherException("interrupted", e);
    }
  }
}
