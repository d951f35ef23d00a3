package dev.aerie.local.part;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A part of the platform that runs as a process of its own. */
public interface Part {
  String name();

  /** Names of the ports it listens on. */
  List<String> ports();

  /** Starts the part unless it runs, and returns when it is ready. */
  void start();

  /** Ends the part; one that does not run is no error. */
  void stop();

  Optional<ProcessHandle> running();

  /** Whether it answers. */
  boolean healthy();

  /** Where it is reached, as a URL. */
  String address();

  Path log();

  /** Time for a part to become ready on a slow machine. */
  Duration PATIENCE = Duration.ofSeconds(180);
}
