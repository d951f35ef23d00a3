package dev.aerie.engine.maintenance;

import dev.aerie.engine.backup.Backup;
import dev.aerie.engine.backup.BackupStore;
import dev.aerie.engine.backup.Contents;
import dev.aerie.engine.backup.Pins;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.collection.CollectionState;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.query.Consistency;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Replica;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes backups of the present state, on the writer. Thread-safe. */
public final class Backups {
  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

  private final BackupStore backups;
  private final Contents contents;
  private final ClusterState cluster;
  private final Replica replica;
  private final Flush flush;
  private final Pins pins;
  private final Clock clock;

  Backups(
      ObjectStore store,
      ClusterState cluster,
      Replica replica,
      Flush flush,
      Pins pins,
      Clock clock) {
    this.backups = new BackupStore(store);
    this.contents = new Contents(store);
    this.cluster = cluster;
    this.replica = replica;
    this.flush = flush;
    this.pins = pins;
    this.clock = clock;
  }

  /**
   * Writes what is in memory to segments and pins the state right after; writes go on meanwhile,
   * and what they leave in the log belongs to it.
   *
   * @throws EngineException {@link ErrorCode#NOT_WRITER} on a replica that does not write, {@link
   *     ErrorCode#BACKUP_EXISTS}
   */
  public Backup take(String name) {
    replica.refresh(Consistency.STRONG);
    replica.requireWriter();
    cluster.unflushed().forEach(this::flush);
    replica.requireWriter();
    return pins.exclusively(
        () -> {
          long number = Checkpoint.numberAfter(Checkpoint.NONE, replica.epoch().number());
          ClusterState.Snapshot snapshot = cluster.snapshot(number);
          Backup backup = of(name, snapshot);
          backups.write(backup);
          return backup;
        });
  }

  /** What can't be flushed is in the log, and in the backup by that. */
  private void flush(CollectionState state) {
    try {
      flush.flush(state);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.warn("collection {} is not flushed: {}", state.collection().id(), e.toString());
    }
  }

  /** Takes backups that were asked for in the store. */
  void serve(List<String> names) {
    for (String name : names) {
      if (backups.isRequested(name) && !backups.exists(name)) {
        Backup taken = take(name);
        LOG.info("backup {} taken: {} objects", name, taken.objects().size());
      }
      backups.withdraw(name);
    }
  }

  private Backup of(String name, ClusterState.Snapshot snapshot) {
    Checkpoint checkpoint = snapshot.checkpoint();
    List<Backup.CountedRows> counts =
        checkpoint.collections().stream()
            .map(Checkpoint.Entry::collection)
            .map(c -> new Backup.CountedRows(c.database(), c.name(), snapshot.rows().get(c.id())))
            .toList();
    return new Backup(
        name,
        clock.millis(),
        checkpoint.timestamp(),
        checkpoint,
        checkpoint.position(),
        contents.of(checkpoint, checkpoint.position()),
        counts,
        "");
  }
}
