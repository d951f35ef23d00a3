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

/**
 * Writes checkpoints and removes what they make needless. Called by one thread.
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
  private Checkpoint previous = Checkpoint.NONE;
  private long checkpointedLogBytes;

  Checkpointing(
      ObjectStore store, ClusterState cluster, Replica replica, Pins pins, long checkpointBytes) {
    this.cluster = cluster;
    this.replica = replica;
    this.pins = pins;
    this.log = new Log(store);
    this.manifests = new ManifestStore(store);
    this.checkpoints = new CheckpointStore(store);
    this.bytes = checkpointBytes;
  }

  /** Forgets what this process did while it wrote; another may have gone on. */
  void startOver() {
    previous = Checkpoint.NONE;
    checkpointedLogBytes = 0;
  }

  /** Whether the log has grown enough since the last one. */
  boolean isDue() {
    return replica.logBytes() - checkpointedLogBytes > bytes;
  }

  void checkpoint() {
    long logBytes = replica.logBytes();
    long epoch = replica.epoch().number();
    Checkpoint next = cluster.checkpoint(Checkpoint.numberAfter(previous, epoch));
    if (!checkpoints.write(next)) {
      return;
    }
    checkpointedLogBytes = logBytes;
    pins.exclusively(
        () -> {
          trim(pins.needed());
          return null;
        });
    previous = next;
  }

  private void trim(Pins.Needed needed) {
    LogPosition end = previous.replayFrom();
    log.trim(end.compareTo(needed.logFrom()) < 0 ? end : needed.logFrom(), needed::contains);
    previous
        .collections()
        .forEach(e -> manifests.trim(e.collection().id(), e.manifest(), needed::contains));
    checkpoints.trim(needed::contains);
  }
}
