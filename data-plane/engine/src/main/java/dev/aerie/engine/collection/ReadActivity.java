package dev.aerie.engine.collection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Whether, and how long ago, somebody reads a collection. Thread-safe. */
final class ReadActivity {
  private final AtomicInteger readers = new AtomicInteger();
  private volatile long readAt = System.nanoTime();

  <T> T during(Supplier<T> read) {
    readers.incrementAndGet();
    try {
      return read.get();
    } finally {
      readAt = System.nanoTime();
      readers.decrementAndGet();
    }
  }

  boolean noneFor(Duration time) {
    return readers.get() == 0 && System.nanoTime() - readAt >= time.toNanos();
  }
}
