package dev.aerie.engine.segment;

import java.util.concurrent.atomic.LongAdder;

/**
 * What one read had to do with segments: their bytes, and how many of them came from the object
 * store. Filled in by the threads that {@link #CURRENT} is bound for.
 */
public final class Traffic {
  /** The read that this thread is at. */
  public static final ScopedValue<Traffic> CURRENT = ScopedValue.newInstance();

  private final LongAdder total = new LongAdder();
  private final LongAdder remote = new LongAdder();

  /** The work as part of the read that this thread is at, whatever thread does it. */
  static Runnable carried(Runnable work) {
    if (!CURRENT.isBound()) {
      return work;
    }
    Traffic traffic = CURRENT.get();
    return () -> ScopedValue.where(CURRENT, traffic).run(work);
  }

  /** The current read looks at a segment of so many bytes. */
  public static void looksAt(long bytes) {
    if (CURRENT.isBound()) {
      CURRENT.get().total.add(bytes);
    }
  }

  static void fetched(long bytes) {
    if (CURRENT.isBound()) {
      CURRENT.get().remote.add(bytes);
    }
  }

  /** Bytes of the segments that were looked at. */
  public long totalBytes() {
    return total.sum();
  }

  /** Bytes that came from the object store. */
  public long remoteBytes() {
    return remote.sum();
  }

  /** Share of the bytes that was at hand, 0 to 1. */
  public double cacheHitRatio() {
    return totalBytes() == 0 ? 1 : Math.max(0, 1 - (double) remoteBytes() / totalBytes());
  }
}
