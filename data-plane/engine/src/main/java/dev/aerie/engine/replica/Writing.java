package dev.aerie.engine.replica;

import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.wal.LogWriter;
import java.time.Duration;

/**
 * What a replica has while it holds an epoch: the log it writes, and its signs of life. These are
 * given by one thread; what is asked, by any.
 *
 * @param since ids it gives are greater than this
 */
record Writing(Epoch epoch, EpochStore epochs, LogWriter log, Heartbeat heartbeat, long since) {

  /** Shows that it lives, if it is time. */
  void beat() {
    if (heartbeat.beat()) {
      confirm();
    }
  }

  /** Counts the last beat, and leaves nothing unsure for longer than from one to the next. */
  void confirm() {
    if (isNewest()) {
      heartbeat.confirm();
      log.settleSoon();
    }
  }

  /** Whether it is known without a look that nobody has applied more than this replica. */
  boolean isSure() {
    return heartbeat.isRecent() && !log.isUnsure();
  }

  /** Whether it is longer ago than that when this was surely the newest epoch. */
  boolean isOlderThan(Duration age) {
    return heartbeat.isOlderThan(age);
  }

  /**
   * Whether a writer has applied all that was acknowledged by now, or shown by a reader. One that
   * was not scheduled for long may have been replaced without knowing it.
   */
  boolean hasAll(LogTail tail) {
    try {
      if (isNewest()) {
        // What readers show as well has to be settled; where the store takes no writes, nothing is.
        if (log.isUnsure() && tail.next().isPresent()) {
          log.settle();
        }
        return true;
      }
    } catch (EngineException e) {
      if (e.code() != ErrorCode.FENCED) {
        throw e;
      }
    }
    return false;
  }

  /** Commits what was appended, then lets others claim the next epoch. */
  void release() {
    log.close();
    heartbeat.release();
  }

  /** Whether nobody else has claimed to write by now; if somebody has, this writer ends. */
  private boolean isNewest() {
    if (epochs.newest(epoch).number() > epoch.number()) {
      log.fence();
      return false;
    }
    return true;
  }
}
