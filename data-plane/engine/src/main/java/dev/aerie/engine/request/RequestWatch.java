package dev.aerie.engine.request;

import dev.aerie.engine.objectstore.ObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Finds what clients ask the writer for in the store. Object stores charge for each listing, so one
 * serves every kind of request, and once nobody has asked for a while there are few. Thread-safe.
 */
public final class RequestWatch {
  private static final String FOLDER = "request/";
  private static final long SELDOM = Duration.ofSeconds(5).toNanos();

  /** Who has asked for something may ask for more; so may who waited for a writer. */
  private static final long BUSY = Duration.ofSeconds(30).toNanos();

  private final ObjectStore store;
  private final long often;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeSet<String> found = new TreeSet<>();
  private long lookedAt;
  private long busySince;

  /**
   * @param often pause between two listings for some time after a request, or after this begins to
   *     be asked
   * @param nanoTime as {@link System#nanoTime}
   */
  public RequestWatch(ObjectStore store, Duration often, LongSupplier nanoTime) {
    this.store = store;
    this.often = often.toNanos();
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong() - BUSY;
  }

  /**
   * Names in a folder of requests, each told once a listing: a request that is still there is found
   * again.
   */
  public List<String> take(String folder) {
    lock.lock();
    try {
      look();
      List<String> keys = found.stream().filter(key -> key.startsWith(folder)).toList();
      keys.forEach(found::remove);
      return keys.stream().map(key -> key.substring(folder.length())).toList();
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    long now = nanoTime.getAsLong();
    if (now - lookedAt > 2 * SELDOM) {
      busySince = now;
    }
    if (now - lookedAt < (now - busySince < BUSY ? often : SELDOM)) {
      return;
    }
    found.clear();
    found.addAll(store.list(FOLDER, ""));
    lookedAt = now;
    if (!found.isEmpty()) {
      busySince = now;
    }
  }
}
