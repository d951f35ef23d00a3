package dev.aerie.local.process;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Documents;
import dev.aerie.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that outlives the launcher: in a session of its own, its output in a log file, its
 * number in a pid file. The start time beside the number tells it from another process that got the
 * same number later.
 */
public final class Daemon {
  private static final int LOG_LINES = 5;

  /** PF_EXITING of the kernel. */
  private static final long EXITING = 4;

  private final String name;
  private final Path pidFile;
  private final Path log;

  public Daemon(Home home, String name) {
    this.name = name;
    this.pidFile = home.run().resolve(name + ".json");
    this.log = home.log(name);
  }

  private record Identity(long pid, long started) {}

  /** The running process. */
  public Optional<ProcessHandle> running() {
    return Documents.read(pidFile, Identity.class)
        .flatMap(id -> ProcessHandle.of(id.pid()).filter(handle -> started(handle) == id.started()))
        .filter(ProcessHandle::isAlive)
        .filter(handle -> !isEnding(handle));
  }

  /**
   * A killed process whose parent has not taken notice yet counts as alive. The kernel's flags
   * tell, the seventh of what follows the name in parentheses (proc(5)).
   */
  private static boolean isEnding(ProcessHandle handle) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[6]) & EXITING) != 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static long started(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Starts the process with these variables added to the launcher's environment. */
  public void start(List<String> command, Map<String, String> environment) {
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(detached)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      Documents.write(pidFile, new Identity(process.pid(), started(process.toHandle())));
    } catch (IOException e) {
      throw new LauncherException(name + " does not start: " + e, e);
    }
  }

  /**
   * Returns when {@code ready} says so.
   *
   * @throws LauncherException when the process ends before, or time runs out, with the end of its
   *     log
   */
  public void await(Duration most, Condition ready) {
    long deadline = System.nanoTime() + most.toNanos();
    while (!ready.holds()) {
      if (running().isEmpty()) {
        throw new LauncherException(name + " has ended at its start: " + lastLines());
      }
      if (System.nanoTime() > deadline) {
        throw new LauncherException(
            "%s is not ready after %d s: %s".formatted(name, most.toSeconds(), lastLines()));
      }
      pause();
    }
  }

  /** Something to wait for. */
  public interface Condition {
    boolean holds();
  }

  /**
   * Asks the children to end, for a process that is a script and does not pass the request on; then
   * {@link #stop}.
   */
  public void stopScript(Duration grace) {
    running().ifPresent(script -> script.children().forEach(ProcessHandle::destroy));
    stop(grace);
  }

  /**
   * Ends the process, by force when it takes longer than {@code grace}; whatever it left in its
   * session ends too.
   */
  public void stop(Duration grace) {
    Optional<ProcessHandle> process = running();
    if (process.isPresent()) {
      process.get().destroy();
      try {
        process.get().onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
      } catch (Exception e) {
        process.get().destroyForcibly();
      }
      killGroup(process.get().pid());
    }
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new LauncherException(pidFile + " can't be removed: " + e, e);
    }
  }

  private static void killGroup(long group) {
    try {
      new ProcessBuilder("kill", "-KILL", "--", "-" + group)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new LauncherException("kill can't be run: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      String end =
          String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
      return end + " (whole log: " + log + ")";
    } catch (IOException e) {
      return "see " + log;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("interrupted", e);
    }
  }
}
