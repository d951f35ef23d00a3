package dev.aerie.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.ConsistencyLevel;
import dev.aerie.engine.segment.DiskCache;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.wal.LogEntry;
import dev.aerie.engine.wal.LogObject;
import dev.aerie.engine.wal.LogPosition;
import dev.aerie.engine.wal.LogRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStateTest {
  private static final long COLLECTION = 5;
  private static final long PARTITION = 6;
  private static final LogPosition DEFINED = new LogPosition(7, 41);

  @TempDir Path folder;

  /** The log from before may be gone: a replica that begins there would never come up. */
  @Test
  void aNewCollectionWithRowsInMemoryNeedsTheLogFromItsDefinitionOnOnly() {
    ClusterState state = state(store());

    state.apply(object(DEFINED, new LogRecord.PutCollection(collection())));
    state.apply(object(DEFINED.next(), rows()));

    assertThat(state.unflushedBytes()).isPositive();
    assertThat(state.checkpoint(1).replayFrom()).isEqualTo(DEFINED);
  }

  /** Of the log since it was last flushed, others may have removed all. */
  @Test
  void aCollectionThatWasIdleNeedsTheLogFromItsNextRecordOnOnly() {
    ObjectStore store = store();
    ClusterState state = state(store);
    LogPosition flushed = DEFINED.next().next();
    LogPosition later = new LogPosition(9, 0);
    LogRecord delete =
        new LogRecord.Delete(COLLECTION, PARTITION, TestEngine.rows(1, 1).column("id"));

    for (LogRecord record : List.of(rows(), delete)) {
      state.restore(Checkpoint.NONE);
      state.apply(object(DEFINED, new LogRecord.PutCollection(collection())));
      state.apply(object(DEFINED.next(), rows()));
      state.apply(object(flushed, new LogRecord.Rotate(COLLECTION)));
      state.apply(object(flushed.next(), install(store, flushed)));
      assertThat(state.unflushedBytes()).isZero();
      state.apply(object(later, record));
      state.apply(object(later.next(), rows()));

      assertThat(state.checkpoint(1).replayFrom()).isEqualTo(new LogPosition(9, -1));
    }
  }

  @Test
  void anObjectOfTheLogIsAppliedAsAWholeOrNotAtAll() {
    ObjectStore store = store();
    ClusterState state = state(store);
    state.apply(object(DEFINED, new LogRecord.PutCollection(collection())));
    LogRecord install = install(store, LogPosition.START);
    LogObject object = object(DEFINED.next(), rows(), install);
    String manifest = ManifestStore.key(COLLECTION, 1);
    byte[] content = store.get(manifest);
    store.delete(manifest);
    assertThatThrownBy(() -> state.apply(object)).hasMessageContaining(manifest);
    assertThat(state.position()).isEqualTo(DEFINED);
    assertThat(state.unflushedBytes()).isZero();
    store.put(manifest, content);

    state.apply(object);

    assertThat(state.position()).isEqualTo(DEFINED.next());
    assertThat(state.state(collection()).liveRows()).isEqualTo(3);
  }

  private ObjectStore store() {
    return new LocalObjectStore(folder.resolve("objects"));
  }

  private ClusterState state(ObjectStore store) {
    SegmentStore segments =
        new SegmentStore(store, new DiskCache(store, folder.resolve("cache"), 1 << 20));
    return new ClusterState(new ManifestStore(store), segments, Runnable::run, Clock.systemUTC());
  }

  private static LogRecord rows() {
    return new LogRecord.Write(COLLECTION, PARTITION, false, TestEngine.rows(1, 1, 2, 3));
  }

  /** Has a manifest without segments take effect, as if every row had been deleted. */
  private static LogRecord install(ObjectStore store, LogPosition covered) {
    Manifest written =
        new ManifestStore(store).write(Manifest.empty(COLLECTION).covering(covered, List.of()));
    return new LogRecord.Install(COLLECTION, written.number(), false);
  }

  private static LogObject object(LogPosition at, LogRecord... records) {
    return new LogObject(
        at, UUID.randomUUID(), Stream.of(records).map(r -> new LogEntry(1, r)).toList());
  }

  private static Collection collection() {
    return new Collection(
        COLLECTION,
        "default",
        "things",
        TestEngine.schema(),
        List.of(new Partition(PARTITION, Partition.DEFAULT, LoadState.RELEASED, 1)),
        List.of(),
        Map.of(),
        ConsistencyLevel.BOUNDED,
        1,
        LoadState.RELEASED,
        1,
        1);
  }
}
