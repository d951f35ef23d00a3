package dev.aerie.engine.replica;

import dev.aerie.engine.EngineConfig;
import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.LogWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Claims epochs for a replica. It first seals the log of the epoch before, at its end. From then on
 * nobody can append to that log, so everything acknowledged there has been read, and the former
 * holder learns of its end at its next write. Called by one thread.
 */
final class Claimant {
  private final EngineConfig config;
  private final ObjectStore store;
  private final ClusterState state;
  private final LogTail tail;
  private final EpochStore epochs;
  private final HybridClock clock;
  private final Clock wallClock;
  private final UUID writerId = UUID.randomUUID();

  Claimant(
      EngineConfig config,
      ObjectStore store,
      ClusterState state,
      LogTail tail,
      EpochStore epochs,
      HybridClock clock,
      Clock wallClock) {
    this.config = config;
    this.store = store;
    this.state = state;
    this.tail = tail;
    this.epochs = epochs;
    this.clock = clock;
    this.wallClock = wallClock;
  }

  /**
   * Claims the epoch after the newest known one, while nobody follows the log; empty if another
   * replica was first, or has claimed a newer one meanwhile.
   *
   * @param onFenced called once when the epoch is found to be over
   * @param onFailure called when its log can't be written on
   */
  Optional<Writing> claimAfter(Epoch known, Runnable onFenced, Consumer<Throwable> onFailure) {
    Epoch epoch =
        new Epoch(
            known.number() + 1,
            config.podName(),
            config.advertisedAddress(),
            writerId,
            wallClock.millis());
    if (!epochs.claim(epoch) || !tail.sealEarlierLogs(epoch.number(), writerId)) {
      return Optional.empty();
    }
    long since = clock.next();
    Heartbeat heartbeat =
        new Heartbeat(epochs, epoch.number(), config.heartbeatInterval(), config.leaseTime());
    heartbeat.beat();
    LogWriter log =
        new LogWriter(
            store, clock, writerId, state.position().next(), state::apply, onFenced, onFailure);
    return Optional.of(new Writing(epoch, epochs, log, heartbeat, since));
  }
}
