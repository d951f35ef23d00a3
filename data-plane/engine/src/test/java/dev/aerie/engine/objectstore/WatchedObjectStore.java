package dev.aerie.engine.objectstore;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Counts the reads of another store, and holds them until some are under way together. */
public final class WatchedObjectStore extends ForwardingObjectStore {
  private static final int PATIENCE_SECONDS = 20;

  private final List<String> reads = new CopyOnWriteArrayList<>();
  private volatile Predicate<String> watched = _ -> true;
  private volatile CountDownLatch together = new CountDownLatch(0);

  public WatchedObjectStore(ObjectStore store) {
    super(store);
  }

  /** From now on counts the reads of some keys; none ends before so many have begun. */
  public void watch(Predicate<String> keys, int sideBySide) {
    watched = keys;
    together = new CountDownLatch(sideBySide);
    reads.clear();
  }

  /** The keys that were read since, one for each read. */
  public List<String> reads() {
    return List.copyOf(reads);
  }

  @Override
  public byte[] get(String key) {
    begin(key);
    return store.get(key);
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    begin(key);
    return store.getRange(key, offset, length);
  }

  private void begin(String key) {
    if (!watched.test(key)) {
      return;
    }
    reads.add(key);
    together.countDown();
    try {
      if (!together.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("%d reads are missing".formatted(together.getCount()));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
