package dev.aerie.engine.replica;

import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.epoch.Lease;
import java.time.Duration;

/**
 * The signs of life of the holder of one epoch. Called by one thread; what is asked, by any.
 *
 * <p>A beat counts once it is known that the epoch was the newest after it: one that comes too late
 * tells nothing.
 */
final class Heartbeat {
  private final EpochStore epochs;
  private final long epoch;
  private final long intervalNanos;
  private final long trustNanos;
  private long beats;
  private long lastBeat;
  private volatile long confirmedBeat;

  Heartbeat(EpochStore epochs, long epoch, Duration interval, Duration leaseTime) {
    this.epochs = epochs;
    this.epoch = epoch;
    this.intervalNanos = interval.toNanos();
    this.trustNanos = leaseTime.toNanos() / 2;
    this.lastBeat = System.nanoTime() - intervalNanos;
    this.confirmedBeat = System.nanoTime() - trustNanos;
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

  /** After the last beat the epoch was the newest. */
  void confirm() {
    confirmedBeat = lastBeat;
  }

  /** Whether nobody can have found the lease expired by now. */
  boolean isRecent() {
    return System.nanoTime() - confirmedBeat < trustNanos;
  }

  /** Whether it is longer ago than that when this was surely the newest epoch. */
  boolean isOlderThan(Duration age) {
    return System.nanoTime() - confirmedBeat > age.toNanos();
  }

  void release() {
    epochs.renew(new Lease(epoch, ++beats, true));
  }
}
