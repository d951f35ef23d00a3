package dev.aerie.engine.replica;

import dev.aerie.engine.checkpoint.Checkpoint;
import dev.aerie.engine.checkpoint.CheckpointStore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.time.HybridClock;
import dev.aerie.engine.wal.Log;
import dev.aerie.engine.wal.LogObject;
import dev.aerie.engine.wal.LogPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Follows the log: applies to the state what was written since, one object after the other, and
 * never goes over one that is missing. Thread-safe; one follows at a time.
 */
final class LogTail {
  /** The log keeps what two checkpoints cover, which takes far longer to write than this. */
  private static final long LOOK_FOR_TRIM_NANOS = 1_000_000_000L;

  private final Log log;
  private final CheckpointStore checkpoints;
  private final ClusterState state;
  private final HybridClock clock;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long endSeenAt = System.nanoTime();
  private long lookedForTrimAt = System.nanoTime() - 2 * LOOK_FOR_TRIM_NANOS;

  /**
   * @param patience how long a read may wait for the log's end
   */
  LogTail(ObjectStore store, ClusterState state, HybridClock clock, Duration patience) {
    this.log = new Log(store);
    this.checkpoints = new CheckpointStore(store);
    this.state = state;
    this.clock = clock;
    this.patience = patience;
  }

  /** Takes over the newest checkpoint; if what it needs goes meanwhile, there is a newer one. */
  void restore() {
    Checkpoint checkpoint = checkpoints.newest();
    try {
      state.restore(checkpoint);
      clock.observe(checkpoint.timestamp());
    } catch (ObjectStoreException e) {
      if (e.code() != ErrorCode.OBJECT_MISSING
          || checkpoints.newest().number() == checkpoint.number()) {
        throw e;
      }
      restore();
    }
  }

  /** Does something while nobody follows. */
  void paused(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** What follows the state in the log, if it has been written. */
  Optional<LogObject> next() {
    return log.read(state.position().next());
  }

  /**
   * Applies what the log has beyond the state; false when that takes longer than a read may wait,
   * since a busy writer can be faster than this replica.
   *
   * @param wanted false once this replica writes the log itself
   * @throws ObjectStoreException OBJECT_MISSING when the log has a hole
   */
  boolean catchUp(BooleanSupplier wanted) {
    long asked = System.nanoTime();
    if (!tryLock()) {
      return false;
    }
    try {
      while (wanted.getAsBoolean() && endSeenAt - asked < 0) {
        long looked = System.nanoTime();
        Optional<LogObject> next = next();
        if (next.isPresent()) {
          apply(next.get());
        } else if (!restoredAfterTrim()) {
          endSeenAt = looked;
          return true;
        }
        if (System.nanoTime() - asked > patience.toNanos()) {
          return false;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the log's end was last seen longer ago than that. */
  boolean endSeenBefore(Duration age) {
    return System.nanoTime() - endSeenAt > age.toNanos();
  }

  /**
   * @throws EngineException {@link ErrorCode#NOT_READY} when that takes longer than a read may wait
   */
  void requireCaughtUp(BooleanSupplier wanted) {
    if (!catchUp(wanted)) {
      throw new EngineException(
          ErrorCode.NOT_READY,
          "this replica did not reach the end of the log within %d ms; try again, or read with consistency level Eventually"
              .formatted(patience.toMillis()));
    }
  }

  /**
   * Reads the log to its end and seals it there for an epoch that was claimed; false if a newer one
   * did so first.
   */
  boolean sealEarlierLogs(long claimed, UUID writer) {
    while (true) {
      LogPosition next = state.position().next();
      if (next.epoch() > claimed) {
        return false;
      }
      Optional<LogObject> object = log.read(next);
      if (object.isPresent()) {
        apply(object.get());
      } else if (next.epoch() == claimed) {
        return true;
      } else if (log.goesOnBehind(next)) {
        throw hole(next);
      } else {
        log.seal(next, writer, clock.next(), claimed);
      }
    }
  }

  private boolean tryLock() {
    try {
      return lock.tryLock() || lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * A reader that was away for long may find its place in the log trimmed; it starts from the
   * checkpoint then, which covers what was trimmed.
   */
  private boolean restoredAfterTrim() {
    long now = System.nanoTime();
    boolean due = now - lookedForTrimAt > LOOK_FOR_TRIM_NANOS;
    lookedForTrimAt = due ? now : lookedForTrimAt;
    LogPosition place = state.position().next();
    if (due && log.isTrimmed(place)) {
      restore();
      if (state.position().compareTo(place) < 0) {
        throw hole(place);
      }
      return true;
    }
    return false;
  }

  private static ObjectStoreException hole(LogPosition position) {
    return new ObjectStoreException(
        ErrorCode.OBJECT_MISSING,
        position.key(),
        "is missing, though the log goes on behind it; put it back, or restore a backup",
        null);
  }

  /**
   * A replica that lags may find that a manifest is gone, as its collection was dropped later on.
   * It goes on from the checkpoint then that was written before the manifest was removed.
   */
  private void apply(LogObject object) {
    try {
      state.apply(object);
    } catch (ObjectStoreException e) {
      if (e.code() != ErrorCode.OBJECT_MISSING
          || checkpoints.newest().position().compareTo(object.position()) < 0) {
        throw e;
      }
      restore();
    }
    clock.observe(state.timestamp());
  }
}
