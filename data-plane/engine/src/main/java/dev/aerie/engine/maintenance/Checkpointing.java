package dev.aerie.engine.maintenance;

import dev.aerie.engine.backup.Pins;
import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.checkpoint.CheckpointStore;
import dev.aerie.engine.manifest.ManifestStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.replica.ClusterState;
import dev.aerie.engine.replica.Replica;
import dev.aerie.engine.wal.Log;
import dev.aerie.engine.wal.LogPosition;
import java.time.Duration;

/**
 * Writes checkpoints and removes what they make needless. Called by one thread; {@link #reached} by
 * any.
 *
 * <p>The log is trimmed one checkpoint late, for readers that have just begun at the one before.
 */
final class Checkpointing {
  private final ClusterState cluster;
  private final Replica replica;
  private final Pins pins;
  private final Log log;
  private final ManifestStore manifests;
  private final CheckpointStore checkpoints;
  private final long bytes;
  private final long pauseNanos;
  private volatile Checkpoint previous = Checkpoint.NONE;
  private long checkpointedLogBytes;
  private long writtenAt;

  /**
   * @param checkpointBytes growth of the log after which another is due
   * @param pause between two that are written for other reasons: readers have to be able to follow
   */
  Checkpointing(
      ObjectStore store,
      ClusterState cluster,
      Replica replica,
      Pins pins,
      long checkpointBytes,
      Duration pause) {
    this.cluster = cluster;
    this.replica = replica;
    this.pins = pins;
    this.log = new Log(store);
    this.manifests = new ManifestStore(store);
    this.checkpoints = new CheckpointStore(store);
    this.bytes = checkpointBytes;
    this.pauseNanos = pause.toNanos();
    this.writtenAt = System.nanoTime() - pauseNanos;
  }

  /** Forgets what this process did while it wrote; another may have gone on. */
  void startOver() {
    previous = Checkpoint.NONE;
    checkpointedLogBytes = 0;
  }

  /** Whether the log has grown enough since rows were last written to segments for one. */
  boolean isDue() {
    return replica.logBytes() - checkpointedLogBytes > bytes;
  }

  /**
   * Whether the last one was long enough ago for another that the log's growth does not ask for.
   */
  boolean isSettled() {
    return System.nanoTime() - writtenAt >= pauseNanos;
  }

  /** How far the newest one that this process has written in its present epoch has the log. */
  LogPosition reached() {
    return previous.position();
  }

  /** Writes one for which all rows were written to segments, so that the log can be trimmed. */
  void checkpointFlushed() {
    checkpoint(replica.logBytes());
  }

  /** Writes one; rows that are in memory stay in the log. */
  void checkpoint() {
    checkpoint(checkpointedLogBytes);
  }

  private void checkpoint(long flushedLogBytes) {
    Checkpoint before = previous;
    Checkpoint next = cluster.checkpoint(Checkpoint.numberAfter(before, replica.epoch().number()));
    if (!checkpoints.write(next)) {
      return;
    }
    // What fails from here on is done by the next one.
    previous = next;
    checkpointedLogBytes = flushedLogBytes;
    writtenAt = System.nanoTime();
    pins.exclusively(
        () -> {
          trim(before, pins.needed());
          return null;
        });
  }

  private void trim(Checkpoint before, Pins.Needed needed) {
    LogPosition end = before.replayFrom();
    log.trim(end.compareTo(needed.logFrom()) < 0 ? end : needed.logFrom(), needed::contains);
    before
        .collections()
        .forEach(e -> manifests.trim(e.collection().id(), e.manifest(), needed::contains));
    checkpoints.trim(needed::contains);
  }
}
