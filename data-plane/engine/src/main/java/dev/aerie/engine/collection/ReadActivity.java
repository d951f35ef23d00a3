package dev.aerie.engine.collection;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Whether, and how long ago, somebody reads the partitions of a collection. Thread-safe. */
final class ReadActivity {
  private final long since = System.nanoTime();
  private final Map<Long, Readers> partitions = new ConcurrentHashMap<>();

  <T> T during(Set<Long> read, Supplier<T> action) {
    read.forEach(id -> of(id).count.incrementAndGet());
    try {
      return action.get();
    } finally {
      for (long id : read) {
        Readers readers = of(id);
        readers.lastAt = System.nanoTime();
        readers.count.decrementAndGet();
      }
    }
  }

  boolean noneFor(long partition, Duration time) {
    Readers readers = of(partition);
    return readers.count.get() == 0 && System.nanoTime() - readers.lastAt >= time.toNanos();
  }

  void retain(Set<Long> present) {
    partitions.keySet().retainAll(present);
  }

  private Readers of(long partition) {
    return partitions.computeIfAbsent(partition, _ -> new Readers(since));
  }

  private static final class Readers {
    private final AtomicInteger count = new AtomicInteger();
    private volatile long lastAt;

    private Readers(long since) {
      lastAt = since;
    }
  }
}
