package dev.aerie.engine.maintenance;

import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.catalog.CreateCollection;
import dev.aerie.engine.catalog.SegmentDescription;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.DeleteRequest;
import dev.aerie.engine.query.WriteRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlushTest {
  private static final String BROKEN = "broken";
  private static final String SOUND = "sound";
  private static final int BATCH = 20;
  private static final int MEMORY = 200_000;

  @TempDir Path folder;

  /** A segment that is gone can't learn of its deleted rows. */
  @Test
  void oneCollectionThatCanNotBeFlushedHoldsUpNoOther() {
    ObjectStore store = new LocalObjectStore(folder.resolve("objects"));
    try (Engine engine = TestEngine.open(folder, store, c -> c)) {
      for (String name : List.of(BROKEN, SOUND)) {
        engine.definitions().createCollection(CreateCollection.of(name, TestEngine.schema()));
      }
      insert(engine, BROKEN, 0);
      engine.flush("default", BROKEN);
      long broken = engine.definitions().collection("default", BROKEN).id();
      store.list("col/%d/seg/".formatted(broken), "").forEach(store::delete);
    }

    try (Engine engine =
        TestEngine.open(
            folder.resolve("next"),
            store,
            c -> c.memtableBytes(MEMORY).writeTimeout(Duration.ofMillis(500)))) {
      engine.delete(DeleteRequest.of(BROKEN, TestEngine.filter("id in [1]")));
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> insertMuch(engine, BROKEN))
          .matches(FlushTest::isRefusedForNow);

      // As clients do: how fast the flushes are is not what is tested.
      awaiting("room for all rows")
          .ignoreExceptionsMatching(FlushTest::isRefusedForNow)
          .until(
              () -> {
                insertMuch(engine, SOUND);
                return true;
              });

      assertThat(engine.segments("default", SOUND)).anyMatch(SegmentDescription::flushed);
      awaiting("a checkpoint").until(() -> !store.list("root/", "").isEmpty());
      BackupStore backups = new BackupStore(store);
      backups.request("asked");
      awaiting("a backup").until(() -> backups.exists("asked"));
    }
  }

  private static boolean isRefusedForNow(Throwable refusal) {
    return refusal instanceof EngineException e && e.code() == ErrorCode.RATE_LIMITED;
  }

  /** More than fits into memory. */
  private static void insertMuch(Engine engine, String collection) {
    int bytesOfARow = 100;
    for (int batch = 0; batch < 2 * MEMORY / bytesOfARow / BATCH; batch++) {
      insert(engine, collection, batch);
    }
  }

  private static void insert(Engine engine, String collection, int batch) {
    long first = (long) batch * BATCH;
    engine.insert(WriteRequest.of(collection, TestEngine.rows(1, range(first, first + BATCH))));
  }

  private static ConditionFactory awaiting(String what) {
    return await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }
}
