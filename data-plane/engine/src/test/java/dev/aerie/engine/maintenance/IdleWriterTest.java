package dev.aerie.engine.maintenance;

import static dev.aerie.engine.TestEngine.COLLECTION;
import static dev.aerie.engine.TestEngine.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aerie.engine.Engine;
import dev.aerie.engine.TestEngine;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.RecordedObjectStore;
import dev.aerie.engine.schema.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Object stores charge for each call, and a cluster that nobody uses makes them day and night. */
class IdleWriterTest {
  private static final int BEATS = 25;

  @TempDir Path folder;

  /**
   * Two calls a beat and those for requests: with a beat a second and 12 listings a minute, 132
   * calls a minute.
   */
  @Test
  void callsTheStoreForItsLeaseAndForRequestsOnly() {
    RecordedObjectStore store =
        new RecordedObjectStore(new LocalObjectStore(folder.resolve("objects")));
    try (Engine engine =
        TestEngine.open(
            folder, store, c -> c.lease(Duration.ofMillis(600), Duration.ofMillis(20)))) {
      TestEngine.create(engine, Metric.L2);
      TestEngine.insert(engine, 1, range(0, 100));
      engine.flush("default", COLLECTION);
      awaitCalls(store, "list col/", 1);
      store.forget();

      awaitCalls(store, "put lease/", BEATS);

      List<String> calls = store.calls();
      assertThat(calls)
          .allMatch(call -> call.matches("put lease/.*1|get epoch/.*2|list request/"))
          .contains("list request/");
      assertThat(count(calls, "get epoch/")).isLessThanOrEqualTo(count(calls, "put lease/") + 1);
    }
  }

  private static void awaitCalls(RecordedObjectStore store, String call, int times) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> count(store.calls(), call) >= times);
  }

  private static long count(List<String> calls, String prefix) {
    return calls.stream().filter(call -> call.startsWith(prefix)).count();
  }
}
