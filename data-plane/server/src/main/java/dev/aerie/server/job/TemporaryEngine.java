package dev.aerie.server.job;

import dev.aerie.engine.Engine;
import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.objectstore.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;

/** Engines that live as long as a job does. */
final class TemporaryEngine {
  private TemporaryEngine() {}

  static Engine open(ObjectStore store) {
    try {
      return Engine.open(
          EngineConfig.builder(Files.createTempDirectory("aerie-job")).podName("job").build(),
          store,
          Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
