package dev.aerie.engine;

import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests of one engine: each finds it open, with the collection of {@link TestEngine}. */
public abstract class OpenedEngine {
  protected Engine engine;

  @TempDir Path folder;

  /** The settings to open it with. */
  protected EngineConfig.Builder configured(EngineConfig.Builder config) {
    return config;
  }

  /** Has it start again over what it has stored. */
  protected final void reopen() {
    engine.close();
    open();
  }

  @BeforeEach
  final void begin() {
    open();
    TestEngine.create(engine, Metric.L2);
  }

  @AfterEach
  final void end() {
    engine.close();
  }

  private void open() {
    engine = TestEngine.open(folder, this::configured);
  }
}
