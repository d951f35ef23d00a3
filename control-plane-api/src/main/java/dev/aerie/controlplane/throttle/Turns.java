package dev.aerie.controlplane.throttle;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Work that is done by a few at a time, in the order it came. Safe for use by many threads. */
public final class Turns {
  private final Semaphore free;
  private final Duration patience;

  /**
   * @param most how many at a time
   * @param patience how long one waits for its turn
   */
  public Turns(int most, Duration patience) {
    // Fair, so that nobody who waits is overtaken.
    this.free = new Semaphore(most, true);
    this.patience = patience;
  }

  /**
   * Does it when it is its turn, which is over when it ends or fails.
   *
   * @param refusal what is thrown when the turn does not come in time
   */
  public <T> T take(Supplier<T> work, Supplier<? extends RuntimeException> refusal) {
    if (!isTurn()) {
      throw refusal.get();
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  private boolean isTurn() {
    try {
      return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
