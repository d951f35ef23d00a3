package dev.aerie.engine.wal;

import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.objectstore.ForwardingObjectStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {
  @TempDir Path folder;

  /** Its thread would be gone, and the write wait for ever. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aWriteForWhichThereIsNoMemoryIsRefused() {
    Exhausted store = new Exhausted(new LocalObjectStore(folder.resolve("objects")));
    try (Engine engine = TestEngine.open(folder, store, config -> config)) {
      TestEngine.create(engine, Metric.L2);
      store.exhausted = true;
      for (int write = 0; write < 2; write++) {
        assertThatExceptionOfType(EngineException.class)
            .isThrownBy(() -> TestEngine.insert(engine, 1, range(0, 3)))
            .withMessageContaining("OutOfMemoryError");
      }
      store.exhausted = false;
    }
  }

  /** The store of a process that has no memory left when it writes the log. */
  private static final class Exhausted extends ForwardingObjectStore {
    private volatile boolean exhausted;

    Exhausted(ObjectStore store) {
      super(store);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content) {
      if (exhausted && key.startsWith("wal/")) {
        throw new OutOfMemoryError("no memory");
      }
      return store.putIfAbsent(key, content);
    }
  }
}
