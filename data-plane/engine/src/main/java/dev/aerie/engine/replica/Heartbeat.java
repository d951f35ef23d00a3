package dev.aerie.engine.replica;

import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.epoch.Lease;
import java.time.Duration;

/** The signs of life of the holder of one epoch. Called by one thread; {@link #isRecent} by any. */
final class Heartbeat {
  private final EpochStore epochs;
  private final long epoch;
  private final long intervalNanos;
  private final long trustNanos;
  private long beats;
  private volatile long lastBeat;

  Heartbeat(EpochStore epochs, long epoch, Duration interval, Duration leaseTime) {
    this.epochs = epochs;
    this.epoch = epoch;
    this.intervalNanos = interval.toNanos();
    this.trustNanos = leaseTime.toNanos() / 2;
    this.lastBeat = System.nanoTime() - intervalNanos;
  }

  /** Renews the lease if it is time; answers whether it did. */
  boolean beat() {
    long now = System.nanoTime();
    if (now - lastBeat < intervalNanos) {
      return false;
    }
    epochs.renew(new Lease(epoch, ++beats, false));
    lastBeat = now;
    return true;
  }

  /** Whether nobody can have found the lease expired by now. */
  boolean isRecent() {
    return System.nanoTime() - lastBeat < trustNanos;
  }

  void release() {
    epochs.renew(new Lease(epoch, ++beats, true));
  }
}
