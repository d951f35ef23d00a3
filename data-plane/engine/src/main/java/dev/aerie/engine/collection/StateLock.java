package dev.aerie.engine.collection;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The lock of a collection's state: what runs in it sees no change half done. Reentrant. */
final class StateLock {
  private final ReentrantLock lock = new ReentrantLock();

  void change(Runnable action) {
    locked(
        () -> {
          action.run();
          return null;
        });
  }

  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
