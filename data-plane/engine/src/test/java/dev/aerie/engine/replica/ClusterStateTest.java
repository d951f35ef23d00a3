package dev.aerie.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.engine.TestEngine;
import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.LoadState;
import dev.aerie.engine.catalog.Partition;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.manifest.SegmentEntry;
import dev.aerie.engine.memtable.Memtable;
import dev.aerie.engine.objectstore.LocalObjectStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.ConsistencyLevel;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.Defaults;
import dev.aerie.engine.segment.DiskCache;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.segment.Selection;
import dev.aerie.engine.wal.LogEntry;
import dev.aerie.engine.wal.LogObject;
import dev.aerie.engine.wal.LogPosition;
import dev.aerie.engine.wal.LogRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.util.BitSet;
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

    define(state);
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
      define(state);
      state.apply(object(DEFINED.next(), rows()));
      state.apply(object(flushed, new LogRecord.Rotate(COLLECTION)));
      state.apply(object(flushed.next(), install(store, flushed)));
      assertThat(state.unflushedBytes()).isZero();
      state.apply(object(flushed.next().next(), new LogRecord.Seal(later.epoch())));
      state.apply(object(later, record));
      state.apply(object(later.next(), rows()));

      assertThat(state.checkpoint(1).replayFrom()).isEqualTo(new LogPosition(9, -1));
    }
  }

  @Test
  void anObjectOfTheLogIsAppliedAsAWholeOrNotAtAll() {
    ObjectStore store = store();
    ClusterState state = state(store);
    define(state);
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

  /** Of a merge during which rows were deleted. */
  @Test
  void soIsOneThatHasAnOpenSegmentWithDeletesTakeEffect() {
    ObjectStore store = store();
    ClusterState state = state(store);
    define(state);
    SegmentStore segments = segments(store);
    SegmentEntry written = segment(segments, 10, 11, 12);
    BitSet deleted = new BitSet();
    deleted.set(0);
    SegmentEntry merged =
        written.withDeletes(segments.writeDeletes(COLLECTION, written.id(), () -> 1, deleted));
    Map<Long, Segment> opened = Map.of(merged.id(), segments.open(merged, collection().schema()));
    Manifest manifest =
        new ManifestStore(store).write(Manifest.empty(COLLECTION).withSegments(List.of(merged)));
    LogObject object =
        object(DEFINED.next(), rows(), new LogRecord.Install(COLLECTION, manifest.number(), false));
    String deletes = merged.deletes().orElseThrow().object().key();
    byte[] content = store.get(deletes);
    store.delete(deletes);
    assertThatThrownBy(
            () -> {
              state.prepare(manifest, opened);
              state.apply(object);
            })
        .hasMessageContaining(deletes);
    assertThat(state.unflushedBytes()).isZero();
    store.put(deletes, content);

    state.prepare(manifest, opened);
    state.apply(object);

    assertThat(state.state(collection()).liveRows()).isEqualTo(3 + 2);
  }

  @Test
  void anObjectIsAppliedOnce() {
    ClusterState state = state(store());
    define(state);
    LogObject object = object(DEFINED.next(), rows());
    LogObject seal = object(DEFINED.next().next(), new LogRecord.Seal(9));
    for (LogObject each : List.of(object, seal, object, seal)) {
      state.apply(each);
    }

    assertThat(state.position()).isEqualTo(new LogPosition(9, -1));
    assertThat(state.state(collection()).liveRows()).isEqualTo(3);
  }

  @Test
  void noObjectIsLeftOut() {
    ClusterState state = state(store());
    define(state);

    assertThatThrownBy(() -> state.apply(object(DEFINED.next().next(), rows())))
        .hasMessageContaining("does not follow");

    assertThat(state.isWhole()).isTrue();
    state.apply(object(DEFINED.next(), rows()));
    assertThat(state.state(collection()).liveRows()).isEqualTo(3);
  }

  @Test
  void nothingGoesOnAfterAnObjectThatCouldBeAppliedInPartOnly() {
    ClusterState state = state(store());
    define(state);
    LogRecord broken =
        new LogRecord.Delete(
            COLLECTION, PARTITION, new Column.Strings(new String[] {"no number"}, Column.none()));
    LogObject object = object(DEFINED.next(), rows(), broken);
    for (int times = 0; times < 2; times++) {
      assertThatThrownBy(() -> state.apply(object)).hasMessageContaining("applied in part");
    }

    assertThat(state.isWhole()).isFalse();
    assertThat(state.state(collection()).liveRows()).isEqualTo(3);
    assertThatThrownBy(() -> state.checkpoint(1)).hasMessageContaining("applied in part");
  }

  /** A reader that lags begins anew; what it has must not go before what it gets is there. */
  @Test
  void aCheckpointIsRestoredAsAWholeOrNotAtAll() {
    ObjectStore store = store();
    ClusterState state = state(store);
    define(state);
    state.apply(object(DEFINED.next(), rows()));
    Collection other = collection(8, "others");
    ManifestStore manifests = new ManifestStore(store);
    Manifest first = manifests.write(Manifest.empty(COLLECTION));
    Manifest second = manifests.write(Manifest.empty(8));
    LogPosition covered = DEFINED.next().next();
    Checkpoint checkpoint =
        new Checkpoint(
            1,
            covered,
            covered,
            1,
            List.of(
                new Checkpoint.Entry(collection(), first.number(), covered),
                new Checkpoint.Entry(other, second.number(), covered)),
            List.of(),
            List.of(),
            AccessRules.NONE);
    String missing = ManifestStore.key(8, second.number());
    byte[] content = store.get(missing);
    store.delete(missing);

    assertThatThrownBy(() -> state.restore(checkpoint)).hasMessageContaining(missing);

    assertThat(state.position()).isEqualTo(DEFINED.next());
    assertThat(state.state(collection()).liveRows()).isEqualTo(3);
    assertThat(state.unflushedBytes()).isPositive();
    store.put(missing, content);
    state.restore(checkpoint);
    assertThat(state.position()).isEqualTo(covered);
    assertThat(state.catalog().all()).hasSize(2);
    assertThat(state.state(other).liveRows()).isZero();
    assertThat(state.unflushedBytes()).isZero();
  }

  /** Begins right before the collection is defined, and defines it. */
  private static void define(ClusterState state) {
    LogPosition before = DEFINED.previous();
    state.restore(
        new Checkpoint(0, before, before, 0, List.of(), List.of(), List.of(), AccessRules.NONE));
    state.apply(object(DEFINED, new LogRecord.PutCollection(collection())));
  }

  private static SegmentEntry segment(SegmentStore segments, long... ids) {
    Memtable rows = new Memtable(PARTITION, "id");
    rows.add(Defaults.complete(collection().schema(), TestEngine.rows(1, ids)), 1, 1);
    return segments.write(
        COLLECTION,
        77,
        PARTITION,
        collection().schema(),
        rows.chunks().stream().map(chunk -> Selection.live(chunk, new BitSet())).toList());
  }

  private ObjectStore store() {
    return new LocalObjectStore(folder.resolve("objects"));
  }

  private ClusterState state(ObjectStore store) {
    return new ClusterState(
        new ManifestStore(store), segments(store), Runnable::run, Clock.systemUTC());
  }

  private SegmentStore segments(ObjectStore store) {
    return new SegmentStore(store, new DiskCache(store, folder.resolve("cache"), 1 << 20));
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
    return collection(COLLECTION, "things");
  }

  private static Collection collection(long id, String name) {
    return new Collection(
        id,
        "default",
        name,
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
