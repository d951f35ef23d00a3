package dev.aerie.engine.replica;

import dev.aerie.engine.epoch.Epoch;
import dev.aerie.engine.epoch.EpochStore;
import dev.aerie.engine.epoch.Lease;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches the lease of the newest epoch from outside, by this process's own clock. Called by one
 * thread.
 */
final class LeaseWatch {
  private static final int LOOKS_PER_LEASE = 10;

  private final EpochStore epochs;
  private final long leaseNanos;
  private long ignored = -1;
  private long seenEpoch = -1;
  private Optional<Lease> seen = Optional.empty();
  private long seenAt;
  private long lookedAt;

  LeaseWatch(EpochStore epochs, Duration leaseTime) {
    this.epochs = epochs;
    this.leaseNanos = leaseTime.toNanos();
  }

  /** Whether the epoch has no living holder, so that another may be claimed. */
  boolean isFree(Epoch epoch) {
    if (epoch.number() == 0) {
      return true;
    }
    long now = System.nanoTime();
    boolean due = now - lookedAt >= leaseNanos / LOOKS_PER_LEASE || seenEpoch != epoch.number();
    if (epoch.number() == ignored || !due) {
      return false;
    }
    lookedAt = now;
    Optional<Lease> lease = epochs.lease(epoch.number());
    if (seenEpoch != epoch.number() || !lease.equals(seen)) {
      seenEpoch = epoch.number();
      seen = lease;
      seenAt = now;
    }
    return lease.map(Lease::released).orElse(false) || now - seenAt > leaseNanos;
  }

  /** This process released the epoch itself and leaves it to others. */
  void ignore(Epoch epoch) {
    ignored = epoch.number();
  }
}
