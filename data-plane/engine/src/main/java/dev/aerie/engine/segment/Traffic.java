package dev.aerie.engine.segment;

/**
 * What one read had to do with segments: their bytes, and how many of them came from the object
 * store. Filled in by the thread that {@link #CURRENT} is bound for.
 */
public final class Traffic {
  /** The read that this thread is at. */
  public static final ScopedValue<Traffic> CURRENT = ScopedValue.newInstance();

  private long total;
  private long remote;

  /** The current read looks at a segment of so many bytes. */
  public static void looksAt(long bytes) {
    if (CURRENT.isBound()) {
      CURRENT.get().total += bytes;
    }
  }

  static void fetched(long bytes) {
    if (CURRENT.isBound()) {
      CURRENT.get().remote += bytes;
    }
  }

  /** Bytes of the segments that were looked at. */
  public long totalBytes() {
    return total;
  }

  /** Bytes that came from the object store. */
  public long remoteBytes() {
    return remote;
  }

  /** Share of the bytes that was at hand, 0 to 1. */
  public double cacheHitRatio() {
    return total == 0 ? 1 : Math.max(0, 1 - (double) remote / total);
  }
}
