package dev.aerie.engine.maintenance;

import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ForwardingObjectStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointingTest {
  @TempDir Path folder;

  @Test
  void goesOnAfterTheStoreFailedWhileTheLogWasTrimmed() {
    TrimsFail store = new TrimsFail(new LocalObjectStore(folder.resolve("objects")));
    try (Engine engine =
        TestEngine.open(
            folder, store, c -> c.flushBytes(1).checkpointBytes(1).logRetention(Duration.ZERO))) {
      TestEngine.create(engine, Metric.L2);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                TestEngine.upsert(engine, 1, range(0, 5));
                return store.failed.get() == TrimsFail.TIMES
                    && !store.list("wal/", "").getFirst().endsWith("/000000000000");
              });
      assertThat(TestEngine.ids(engine, "")).hasSize(5);
    }
  }

  /** A store that cannot list the whole log the first few times. */
  private static final class TrimsFail extends ForwardingObjectStore {
    private static final int TIMES = 2;

    private final AtomicInteger failed = new AtomicInteger();

    TrimsFail(ObjectStore store) {
      super(store);
    }

    @Override
    public List<String> list(String prefix, String startAfter) {
      if (prefix.equals("wal/") && startAfter.isEmpty() && failed.get() < TIMES) {
        failed.incrementAndGet();
        throw new ObjectStoreException(
            ErrorCode.STORAGE_UNAVAILABLE, prefix, "is out of reach", null);
      }
      return super.list(prefix, startAfter);
    }
  }
}
