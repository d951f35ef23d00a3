package dev.aerie.engine.objectstore;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The store of a process that stops at a certain change until it is let go on: at a change that
 * alone waits, or as a whole, as one that is killed or not scheduled for long.
 */
public final class StoppingObjectStore extends ForwardingObjectStore {
  private static final int PATIENCE_SECONDS = 90;

  private final Predicate<String> where;
  private final boolean after;
  private final boolean whole;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  /**
   * @param where keys; the first change of one of them stops
   * @param after whether the change is done before
   * @param whole whether every other call waits too
   */
  public StoppingObjectStore(
      ObjectStore store, Predicate<String> where, boolean after, boolean whole) {
    super(store);
    this.where = where;
    this.after = after;
    this.whole = whole;
  }

  public boolean hasStopped() {
    return stopped.getCount() == 0;
  }

  public void goOn() {
    goOn.countDown();
  }

  @Override
  public void put(String key, byte[] content) {
    stop(key, false);
    store.put(key, content);
    stop(key, true);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    stop(key, false);
    boolean written = store.putIfAbsent(key, content);
    stop(key, true);
    return written;
  }

  @Override
  public void delete(String key) {
    stop(key, false);
    store.delete(key);
    stop(key, true);
  }

  @Override
  public byte[] get(String key) {
    awaitIfWhole();
    return store.get(key);
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    awaitIfWhole();
    return store.getRange(key, offset, length);
  }

  @Override
  public List<String> list(String prefix, String startAfter) {
    awaitIfWhole();
    return store.list(prefix, startAfter);
  }

  private void stop(String key, boolean done) {
    awaitIfWhole();
    if (done == after && !hasStopped() && where.test(key)) {
      stopped.countDown();
      await();
    }
  }

  private void awaitIfWhole() {
    if (whole && hasStopped()) {
      await();
    }
  }

  private void await() {
    try {
      if (!goOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody has let it go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
