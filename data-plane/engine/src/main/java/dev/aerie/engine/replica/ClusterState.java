package dev.aerie.engine.replica;

import dev.aerie.engine.catalog.Catalog;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.Manifest;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.segment.Segment;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.wal.LogEntry;
import dev.aerie.engine.wal.LogObject;
import dev.aerie.engine.wal.LogPosition;
import dev.aerie.engine.wal.LogRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the cluster as far as the log has been applied. The log is applied by one thread at
 * a time; reads are free. An object that could be applied in part only ends it: only the log, from
 * a checkpoint on, says what it should be.
 */
public final class ClusterState {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterState.class);

  private final CollectionStates collections;
  private LogPosition definedUpTo = LogPosition.START;
  private volatile Catalog catalog = Catalog.EMPTY;
  private volatile LogPosition position = LogPosition.START;
  private volatile LogPosition pastLog = LogPosition.START;
  private volatile long timestamp;
  private volatile boolean broken;

  /**
   * @param background where codes of segments are made
   * @param wallClock tells which rows have outlived their time
   */
  public ClusterState(
      ManifestStore manifests, SegmentStore segments, Executor background, Clock wallClock) {
    this.collections = new CollectionStates(manifests, segments, background, wallClock);
  }

  /**
   * Starts over from a checkpoint; the log from {@link #position()} has to follow. Should the store
   * fail, nothing has changed.
   */
  public synchronized void restore(Checkpoint checkpoint) {
    Catalog restored = checkpoint.catalog();
    collections.restore(checkpoint.collections());
    catalog = restored;
    definedUpTo = checkpoint.position();
    position = checkpoint.replayFrom();
    pastLog = LogPosition.START;
    timestamp = checkpoint.timestamp();
  }

  /**
   * Applies what follows {@link #position()}; what has been applied changes nothing. Should the
   * store fail, nothing has changed, and the object can be applied again.
   *
   * @throws IllegalStateException if an object was applied in part, this one or one before: nothing
   *     may be read or written by this state any more
   */
  public synchronized void apply(LogObject object) {
    requireWhole();
    if (object.position().compareTo(position) <= 0) {
      return; // a fenced writer is told late that it is written, and the log was read meanwhile
    }
    if (!object.position().equals(position.next())) {
      throw new IllegalStateException(
          "the log was applied up to %s, and %s does not follow"
              .formatted(position, object.position()));
    }
    if (object.position().compareTo(definedUpTo) > 0) {
      collections.requireOf(object);
    }
    try {
      applyEach(object);
    } catch (RuntimeException | Error e) {
      broken = true;
      LOG.error("{} was applied in part; this replica has to be opened anew", object.position(), e);
      throw new IllegalStateException(
          "%s was applied in part: %s".formatted(object.position(), e), e);
    }
  }

  /** Asks the store for nothing, and so does not fail while there is memory. */
  private void applyEach(LogObject object) {
    for (LogEntry entry : object.entries()) {
      apply(object.position(), entry);
      timestamp = Math.max(timestamp, entry.timestamp());
    }
    position = object.end();
  }

  /** Whether every object of the log was applied as a whole. */
  public boolean isWhole() {
    return !broken;
  }

  private void requireWhole() {
    if (broken) {
      throw new IllegalStateException("an object of the log was applied in part");
    }
  }

  private void apply(LogPosition at, LogEntry entry) {
    boolean known = at.compareTo(definedUpTo) <= 0;
    switch (entry.record()) {
      case LogRecord.PutCollection r when !known -> {
        catalog = catalog.with(r.collection());
        collections.define(at, r.collection());
      }
      case LogRecord.DropCollection r when !known -> {
        catalog = catalog.without(r.collectionId());
        collections.drop(r.collectionId());
      }
      case LogRecord.PutRestored r when !known -> {
        r.collections().forEach(c -> restored(at, c));
        pastLog = at;
      }
      case LogRecord.PutDatabase r when !known -> catalog = catalog.with(r.database());
      case LogRecord.DropDatabase r when !known -> catalog = catalog.withoutDatabase(r.database());
      case LogRecord.PutAccessRules r when !known -> catalog = catalog.with(r.rules());
      case LogRecord.PutAlias r when !known ->
          catalog = catalog.withAlias(r.database(), r.alias(), r.collectionId());
      case LogRecord.DropAlias r when !known ->
          catalog = catalog.withoutAlias(r.database(), r.alias());
      case LogRecord.Install r when !known -> {
        collections.install(r);
        pastLog = r.imported() ? at : pastLog;
      }
      case LogRecord.Write r -> collections.write(at, entry.timestamp(), r);
      case LogRecord.Delete r -> collections.delete(at, entry.timestamp(), r);
      case LogRecord.Rotate r -> collections.rotate(at, r);
      case LogRecord.PutCollection _,
          LogRecord.PutRestored _,
          LogRecord.DropCollection _,
          LogRecord.PutDatabase _,
          LogRecord.DropDatabase _,
          LogRecord.PutAccessRules _,
          LogRecord.PutAlias _,
          LogRecord.DropAlias _,
          LogRecord.Install _,
          LogRecord.Seal _ -> {
        // the checkpoint has it already, or it is no change of the state
      }
    }
  }

  /** Its rows are in its segments. */
  private void restored(LogPosition at, LogRecord.Restored r) {
    if (collections.find(r.collection().id()).isPresent()) {
      return; // asked for twice, by a writer of an earlier release that was not sure of the first
    }
    catalog = catalog.with(r.collection());
    collections.bringBack(at, r);
  }

  /**
   * Hands over a manifest this process is about to install, so that it need not be read back.
   *
   * @param opened new segments of it that are open already, by id
   */
  public void prepare(Manifest manifest, Map<Long, Segment> opened) {
    collections.prepare(manifest, opened);
  }

  /** What has been applied, as the checkpoint of that number. */
  public synchronized Checkpoint checkpoint(long number) {
    requireWhole();
    List<Checkpoint.Entry> entries = new ArrayList<>();
    LogPosition replayFrom = position;
    for (Collection collection : catalog.all()) {
      Checkpoint.Entry entry = collections.entry(collection, position);
      entries.add(entry);
      replayFrom = entry.covered().compareTo(replayFrom) < 0 ? entry.covered() : replayFrom;
    }
    return new Checkpoint(
        number,
        position,
        replayFrom,
        timestamp,
        entries,
        Checkpoint.aliasesOf(catalog),
        catalog.databases(),
        catalog.accessRules());
  }

  /** What has been applied, and how many rows each collection has then, by its id. */
  public synchronized Snapshot snapshot(long number) {
    return new Snapshot(checkpoint(number), collections.liveRows());
  }

  /** The state at one moment, with the number of rows of each collection by id. */
  public record Snapshot(Checkpoint checkpoint, Map<Long, Long> rows) {}

  public Catalog catalog() {
    return catalog;
  }

  /** The rows of a collection of the catalog. */
  public CollectionState state(Collection collection) {
    return collections
        .find(collection.id())
        .orElseThrow(
            () ->
                new EngineException(
                    ErrorCode.COLLECTION_NOT_FOUND,
                    "collection '" + collection.name() + "' was dropped meanwhile"));
  }

  /** Whether a state of a collection that is still there is not the one in effect any more. */
  public boolean hasReplaced(CollectionState state) {
    return collections.find(state.collection().id()).filter(now -> now != state).isPresent();
  }

  public List<CollectionState> states() {
    return collections.all();
  }

  /** Collections with rows or deletes that are in no segment yet. */
  public List<CollectionState> unflushed() {
    return collections.unflushed();
  }

  public long unflushedBytes() {
    return collections.unflushedBytes();
  }

  /** Place of the last object applied. */
  public LogPosition position() {
    return position;
  }

  /** Where rows last came past the log that no checkpoint has which this replica began with. */
  public LogPosition pastLog() {
    return pastLog;
  }

  /** Hybrid timestamp of the newest write applied. */
  public long timestamp() {
    return timestamp;
  }
}
