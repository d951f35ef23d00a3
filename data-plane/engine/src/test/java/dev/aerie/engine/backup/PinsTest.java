package dev.aerie.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.checkpoint.CheckpointStore;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.RecordedObjectStore;
import dev.aerie.engine.query.ConsistencyLevel;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogPosition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinsTest {
  @TempDir Path folder;

  /** With thousands of collections, a checkpoint would cost as many reads otherwise. */
  @Test
  void readsOfACheckpointWhatTheOneBeforeDidNotHave() {
    RecordedObjectStore store = new RecordedObjectStore(new LocalObjectStore(folder));
    ManifestStore manifests = new ManifestStore(store);
    Pins pins = new Pins(store, Clock.systemUTC(), Duration.ofHours(1));
    for (long id = 1; id <= 3; id++) {
      manifests.write(Manifest.empty(id));
    }
    write(store, 1, Map.of(1L, 1L, 2L, 1L, 3L, 1L));
    assertThat(needed(pins).objects()).hasSize(3);
    manifests.write(Manifest.empty(2).withNumber(1));
    write(store, 2, Map.of(1L, 1L, 2L, 2L));
    store.forget();

    Pins.Needed needed = needed(pins);

    assertThat(needed.objects())
        .containsExactlyInAnyOrder(
            ManifestStore.key(1, 1),
            ManifestStore.key(2, 1),
            ManifestStore.key(2, 2),
            ManifestStore.key(3, 1));
    assertThat(store.calls())
        .filteredOn(call -> call.startsWith("get col/"))
        .containsExactly("get " + ManifestStore.key(2, 2));
  }

  private static Pins.Needed needed(Pins pins) {
    return pins.exclusively(pins::needed);
  }

  /** A checkpoint with these manifests of collections. */
  private static void write(RecordedObjectStore store, long number, Map<Long, Long> manifests) {
    List<Checkpoint.Entry> entries =
        LongStream.rangeClosed(1, 3)
            .filter(manifests::containsKey)
            .mapToObj(
                id -> new Checkpoint.Entry(collection(id), manifests.get(id), LogPosition.START))
            .toList();
    Checkpoint none = Checkpoint.NONE;
    new CheckpointStore(store)
        .write(
            new Checkpoint(
                number,
                none.position(),
                none.replayFrom(),
                HybridClock.ofMillis(Clock.systemUTC().millis()),
                entries,
                List.of(),
                List.of(),
                none.accessRules()));
  }

  private static Collection collection(long id) {
    return new Collection(
        id,
        "default",
        "things-" + id,
        TestEngine.schema(),
        List.of(new Partition(10 + id, Partition.DEFAULT, LoadState.RELEASED, 1)),
        List.of(),
        Map.of(),
        ConsistencyLevel.BOUNDED,
        1,
        LoadState.RELEASED,
        1,
        1);
  }
}
