package dev.aerie.engine.maintenance;

import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.backup.Pins;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Periodic;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.request.RequestWatch;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.time.HybridClock;
import java.time.Clock;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a writer does in the background: flushes and checkpoints on one thread, merges, graphs and
 * garbage on another. Thread-safe.
 */
public final class Maintenance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  /** Steps between checkpoints that the log's growth does not ask for. */
  private static final int PAUSE_STEPS = 20;

  private final EngineConfig config;
  private final ObjectStore store;
  private final ClusterState cluster;
  private final Replica replica;
  private final SegmentStore segments;
  private final ManifestEditor editor;
  private final HybridClock clock;
  private final Flush flush;
  private final MemtableRoom room;
  private final Checkpointing checkpointing;
  private final RequestWatch requests;
  private final Backups backups;
  private final Compaction compaction;
  private final GraphBuild graphBuild;
  private final Garbage garbage;
  private final Periodic flushing;
  private final Periodic merging;
  private boolean orphansFound;
  private volatile boolean checkpointWanted;

  public Maintenance(
      EngineConfig config,
      ObjectStore store,
      SegmentStore segments,
      ClusterState cluster,
      Replica replica,
      RequestWatch requests,
      HybridClock clock,
      Clock wallClock) {
    this.config = config;
    this.store = store;
    this.cluster = cluster;
    this.replica = replica;
    this.requests = requests;
    this.segments = segments;
    this.clock = clock;
    Pins pins = new Pins(store, wallClock, config.logRetention());
    this.garbage = new Garbage(store, pins, wallClock, config.garbageGrace());
    this.editor = new ManifestEditor(new ManifestStore(store), cluster, replica, garbage);
    this.flush = new Flush(replica, segments, editor, garbage, clock);
    this.room = new MemtableRoom(config, cluster, flush);
    this.checkpointing =
        new Checkpointing(
            store,
            cluster,
            replica,
            pins,
            config.checkpointBytes(),
            config.maintenanceInterval().multipliedBy(PAUSE_STEPS));
    this.backups = new Backups(store, cluster, replica, flush, pins, wallClock);
    this.compaction = new Compaction(segments, editor, garbage, clock, config.objectBytes());
    this.graphBuild =
        new GraphBuild(replica, segments, editor, clock, config.graphRows(), config.recallFloor());
    this.flushing = new Periodic("aerie-flush", config.maintenanceInterval(), this::flushStep);
    this.merging = new Periodic("aerie-merge", config.maintenanceInterval(), this::mergeStep);
  }

  public void start() {
    flushing.start();
    merging.start();
  }

  public Flush flush() {
    return flush;
  }

  public Backups backups() {
    return backups;
  }

  public Compaction compaction() {
    return compaction;
  }

  public GraphBuild graphBuild() {
    return graphBuild;
  }

  /** Begins segments of an import, which go into effect together. */
  public UnlistedSegments unlisted(CollectionState state, long job) {
    return new UnlistedSegments(
        segments, editor, flush, garbage, replica, clock, cluster, state, job);
  }

  /** Bytes of rows that are worth a segment. */
  public long flushBytes() {
    return config.flushBytes();
  }

  /** A dropped collection's objects may go. */
  public void dropped(long collectionId) {
    garbage.collection(collectionId, cluster.position());
  }

  /**
   * Waits until there is room in memory for more rows of a collection.
   *
   * @throws EngineException {@link ErrorCode#RATE_LIMITED} when flushes do not make room in time
   */
  public void awaitRoom(Collection collection) {
    room.await(collection);
  }

  @Override
  public void close() {
    flushing.close();
    merging.close();
  }

  private void flushStep() {
    if (!replica.isWriter()) {
      checkpointing.startOver();
      return;
    }
    try {
      room.make();
      checkpoint();
    } finally {
      backups.serve(requests.take(BackupStore.REQUESTS));
    }
  }

  private void checkpoint() {
    if (checkpointing.isDue()) {
      room.flushAll();
      replica.requireWriter();
      checkpointWanted = false;
      checkpointing.checkpointFlushed();
    } else if (checkpointing.isSettled() && isCheckpointWanted()) {
      checkpointWanted = false;
      checkpointing.checkpoint();
    }
  }

  /**
   * Garbage waits for one, or rows that came past the log: only moments from a checkpoint on can be
   * restored with them.
   */
  private boolean isCheckpointWanted() {
    return checkpointWanted || cluster.pastLog().compareTo(checkpointing.reached()) > 0;
  }

  private void mergeStep() {
    OptionalLong since = replica.writerSince();
    if (since.isEmpty()) {
      orphansFound = false;
      return;
    }
    if (!orphansFound) {
      Orphans.find(store, cluster, garbage, since.getAsLong());
      orphansFound = true;
    }
    mergeEach();
    if (!garbage.collect(checkpointing.reached())) {
      checkpointWanted = true;
    }
  }

  /** One that fails holds up no other, nor the removal of garbage; it has its turn again. */
  private void mergeEach() {
    for (CollectionState state : cluster.states()) {
      try {
        // A graph of a segment that is merged away next would be for nothing.
        if (!compaction.compactIfNeeded(state)) {
          graphBuild.buildMissing(state);
        }
      } catch (RuntimeException | OutOfMemoryError e) {
        LOG.warn("collection {} could not be merged: {}", state.collection().id(), e.toString());
      }
    }
  }
}
