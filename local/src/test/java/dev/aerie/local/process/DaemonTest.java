package dev.aerie.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.local.LauncherException;
import dev.aerie.local.home.Documents;
import dev.aerie.local.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private Home home;
  private Daemon daemon;

  @BeforeEach
  void prepare() {
    home = new Home(folder, folder.resolve("home"), folder.resolve("cache"));
    home.prepare();
    daemon = new Daemon(home, "sleeper");
  }

  @AfterEach
  void end() {
    daemon.stop(DEADLINE);
  }

  @Test
  void aProcessIsFoundAgainByItsFile() {
    daemon.start(List.of("sleep", "300"), Map.of());
    long pid = daemon.running().orElseThrow().pid();
    assertThat(new Daemon(home, "sleeper").running().orElseThrow().pid()).isEqualTo(pid);
  }

  @Test
  void stoppingEndsTheChildrenToo() {
    Path child = folder.resolve("child");
    daemon.start(
        List.of("sh", "-c", "trap '' TERM; sleep 300 & echo $! > " + child + "; wait; wait"),
        Map.of());
    daemon.await(DEADLINE, () -> Files.exists(child) && !read(child).isBlank());
    long pid = Long.parseLong(read(child).strip());
    daemon.stop(Duration.ofMillis(200));
    assertThat(daemon.running()).isEmpty();
    ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aProcessThatEndsAtOnceIsToldWithItsLastWords() {
    daemon.start(List.of("sh", "-c", "echo no licence; exit 3"), Map.of());
    assertThatThrownBy(() -> daemon.await(DEADLINE, () -> false))
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("no licence");
  }

  @Test
  void aKilledProcessDoesNotRunEvenBeforeItsParentNotices() {
    Path file = folder.resolve("child");
    daemon.start(
        List.of("sh", "-c", "sleep 300 & echo $! > " + file + "; exec sleep 300"), Map.of());
    daemon.await(DEADLINE, () -> Files.exists(file) && !read(file).isBlank());
    ProcessHandle child = ProcessHandle.of(Long.parseLong(read(file).strip())).orElseThrow();
    long started = child.info().startInstant().orElseThrow().toEpochMilli();
    Documents.write(
        home.run().resolve("child.json"), Map.of("pid", child.pid(), "started", started));
    Daemon killed = new Daemon(home, "child");
    assertThat(killed.running()).isPresent();

    child.destroyForcibly();

    daemon.await(DEADLINE, () -> killed.running().isEmpty());
    assertThat(child.isAlive()).isTrue();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return "";
    }
  }
}
