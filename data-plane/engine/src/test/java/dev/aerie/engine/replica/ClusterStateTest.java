package dev.aerie.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStateTest {
  @TempDir Path folder;

  /** The log from before may be gone: a replica that begins there would never come up. */
  @Test
  void aNewCollectionWithRowsInMemoryNeedsTheLogFromItsDefinitionOnOnly() {
    ObjectStore store = new LocalObjectStore(folder.resolve("objects"));
    SegmentStore segments =
        new SegmentStore(store, new DiskCache(store, folder.resolve("cache"), 1 << 20));
    ClusterState state =
        new ClusterState(new ManifestStore(store), segments, Runnable::run, Clock.systemUTC());
    LogPosition defined = new LogPosition(7, 41);

    state.apply(object(defined, 1, new LogRecord.PutCollection(collection())));
    state.apply(
        object(defined.next(), 2, new LogRecord.Write(5, 6, false, TestEngine.rows(1, 1, 2, 3))));

    assertThat(state.unflushedBytes()).isPositive();
    assertThat(state.checkpoint(1).replayFrom()).isEqualTo(defined);
  }

  private static LogObject object(LogPosition at, long timestamp, LogRecord record) {
    return new LogObject(at, UUID.randomUUID(), List.of(new LogEntry(timestamp, record)));
  }

  private static Collection collection() {
    return new Collection(
        5,
        "default",
        "things",
        TestEngine.schema(),
        List.of(new Partition(6, Partition.DEFAULT, LoadState.RELEASED, 1)),
        List.of(),
        Map.of(),
        ConsistencyLevel.BOUNDED,
        1,
        LoadState.RELEASED,
        1,
        1);
  }
}
