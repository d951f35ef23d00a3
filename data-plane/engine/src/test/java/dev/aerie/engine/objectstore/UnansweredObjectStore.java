package dev.aerie.engine.objectstore;

import dev.aerie.engine.error.ErrorCode;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that fails to answer once: whoever called cannot know whether the log was written. */
public final class UnansweredObjectStore extends ForwardingObjectStore {
  private final AtomicInteger until = new AtomicInteger();
  private volatile boolean written;

  public UnansweredObjectStore(ObjectStore store) {
    super(store);
  }

  /**
   * From now on some log objects are written as ever, and the next one fails.
   *
   * @param objects that are written before
   * @param written whether the one that fails is written even so
   */
  public void failAfter(int objects, boolean written) {
    this.written = written;
    until.set(objects + 1);
  }

  public boolean hasFailed() {
    return until.get() == 0;
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    boolean fails = key.startsWith("wal/") && until.get() > 0 && until.decrementAndGet() == 0;
    boolean done = fails && !written || store.putIfAbsent(key, content);
    if (fails) {
      throw new ObjectStoreException(ErrorCode.STORAGE_UNAVAILABLE, key, "did not answer");
    }
    return done;
  }
}
