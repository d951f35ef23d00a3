package dev.aerie.engine.replica;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.row.ColumnSize;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.wal.LogObject;
import dev.aerie.engine.wal.LogPosition;
import dev.aerie.engine.wal.LogRecord;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The rows of all collections as far as the log has been applied, by the collections' ids. Changed
 * by one thread at a time; reads are free. Records of collections that are not there change
 * nothing.
 */
final class CollectionStates {
  private final ManifestStore manifests;
  private final NextManifests next;
  private final SegmentStore segments;
  private final Executor background;
  private final Clock wallClock;
  private volatile Map<Long, CollectionState> states = new ConcurrentHashMap<>();
  private volatile Map<Long, CollectionState> unflushed = new ConcurrentHashMap<>();

  /**
   * @param background where codes of segments are made
   * @param wallClock tells which rows have outlived their time
   */
  CollectionStates(
      ManifestStore manifests, SegmentStore segments, Executor background, Clock wallClock) {
    this.manifests = manifests;
    this.next = new NextManifests(manifests, segments);
    this.segments = segments;
    this.background = background;
    this.wallClock = wallClock;
  }

  /** Starts over from a checkpoint. Should the store fail, nothing has changed. */
  void restore(List<Checkpoint.Entry> entries) {
    Map<Long, CollectionState> read = new ConcurrentHashMap<>();
    for (Checkpoint.Entry entry : entries) {
      Collection collection = entry.collection();
      Manifest manifest = manifests.read(collection.id(), entry.manifest());
      read.put(collection.id(), state(collection, manifest, entry.covered()));
    }
    states = read;
    unflushed = new ConcurrentHashMap<>();
  }

  /** Reads what an object of the log needs of the store; to apply its records needs none then. */
  void requireOf(LogObject object) {
    next.requireOf(object, states.keySet());
  }

  /** Has a manifest at hand that is about to be installed, with segments that are open already. */
  void prepare(Manifest manifest, Map<Long, Segment> opened) {
    next.prepare(manifest, opened);
  }

  /** Nothing of the log up to here concerns a collection that was not there. */
  void define(LogPosition at, Collection collection) {
    CollectionState state = states.get(collection.id());
    if (state == null) {
      Manifest none = Manifest.empty(collection.id());
      states.put(collection.id(), state(collection, none, at));
    } else {
      state.define(collection);
    }
  }

  /** A collection that was not there, whose rows are in its segments. */
  void bringBack(LogPosition at, LogRecord.Restored restored) {
    long id = restored.collection().id();
    Manifest manifest = next.take(id, restored.manifest()).manifest();
    states.put(id, state(restored.collection(), manifest, at));
  }

  void drop(long id) {
    states.remove(id);
    unflushed.remove(id);
  }

  void install(LogRecord.Install install) {
    long id = install.collectionId();
    CollectionState state = states.get(id);
    if (state == null) {
      next.forget(id);
      return;
    }
    NextManifests.Ready ready = next.take(id, install.manifest());
    state.install(ready.manifest(), ready.opened());
    if (state.unflushedBytes() == 0) {
      unflushed.remove(id, state);
    }
  }

  void write(LogPosition at, long timestamp, LogRecord.Write write) {
    CollectionState state = states.get(write.collectionId());
    if (state != null) {
      state.write(at, timestamp, write, size(write.rows()));
      unflushed.put(write.collectionId(), state);
    }
  }

  void delete(LogPosition at, long timestamp, LogRecord.Delete delete) {
    CollectionState state = states.get(delete.collectionId());
    if (state != null) {
      state.delete(at, timestamp, delete);
      unflushed.put(delete.collectionId(), state);
    }
  }

  void rotate(LogPosition at, LogRecord.Rotate rotate) {
    find(rotate.collectionId()).ifPresent(state -> state.rotate(at));
  }

  Optional<CollectionState> find(long id) {
    return Optional.ofNullable(states.get(id));
  }

  List<CollectionState> all() {
    return List.copyOf(states.values());
  }

  /** Those with rows or deletes that are in no segment yet. */
  List<CollectionState> unflushed() {
    return List.copyOf(unflushed.values());
  }

  long unflushedBytes() {
    return unflushed.values().stream().mapToLong(CollectionState::unflushedBytes).sum();
  }

  /** How many rows each has. */
  Map<Long, Long> liveRows() {
    Map<Long, Long> rows = new HashMap<>();
    states.forEach((id, state) -> rows.put(id, state.liveRows()));
    return rows;
  }

  /**
   * One as a checkpoint has it.
   *
   * @param position up to which the log has been applied
   */
  Checkpoint.Entry entry(Collection collection, LogPosition position) {
    CollectionState state = states.get(collection.id());
    LogPosition covered = state.unflushedBytes() == 0 ? position : state.covered();
    return new Checkpoint.Entry(collection, state.manifest().number(), covered);
  }

  private CollectionState state(Collection collection, Manifest manifest, LogPosition covered) {
    CollectionState state =
        new CollectionState(collection, manifest, segments, background, wallClock);
    state.skipUpTo(covered);
    return state;
  }

  private static long size(RowBatch rows) {
    return rows.columns().values().stream().mapToLong(ColumnSize::bytes).sum();
  }
}
