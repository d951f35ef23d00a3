package dev.aerie.engine.bootstrap;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.segment.SegmentStore;
import dev.aerie.engine.wal.Log;
import dev.aerie.engine.wal.LogPosition;
import java.time.Clock;
import java.util.List;

/** Reads what a backup says of collections where its objects lie. Only reads. Thread-safe. */
public final class BackupReplay {
  private final ObjectStore store;
  private final SegmentStore segments;
  private final Clock clock;

  /**
   * @param store where the backup's objects lie
   * @param segments those of that store
   */
  public BackupReplay(ObjectStore store, SegmentStore segments, Clock clock) {
    this.store = store;
    this.segments = segments;
    this.clock = clock;
  }

  /**
   * The chosen collections under their new names, as they were; rows that the backup has in the log
   * are in memory, frozen.
   *
   * @throws EngineException {@link ErrorCode#COLLECTION_NOT_FOUND} for one the backup lacks, {@link
   *     ErrorCode#OBJECT_MISSING} naming an object that is gone, {@link ErrorCode#NOT_RESTORABLE}
   *     if rows that came past the log would be left out
   */
  public List<CollectionState> collections(Backup backup, Chosen chosen) {
    ClusterState state = new ClusterState(new ManifestStore(store), segments, Runnable::run, clock);
    state.restore(Restore.chosenOf(backup.checkpoint(), chosen));
    RestoredLog log = new RestoredLog(backup, chosen);
    replay(backup, log, state);
    chosen.requireAllSeen();
    log.requireWhole();
    List<CollectionState> collections = state.states();
    collections.forEach(c -> c.rotate(backup.logEnd()));
    return collections;
  }

  private void replay(Backup backup, RestoredLog log, ClusterState state) {
    LogPosition end = backup.logEnd();
    if (backup.checkpoint().replayFrom().compareTo(end) >= 0) {
      return;
    }
    LogPosition reached =
        new Log(store)
            .readOn(
                backup.checkpoint().replayFrom(),
                object -> {
                  state.apply(log.of(object));
                  return object.end().compareTo(end) < 0;
                });
    if (reached.compareTo(end) < 0) {
      throw ObjectStoreException.missing(reached.next().key());
    }
  }
}
