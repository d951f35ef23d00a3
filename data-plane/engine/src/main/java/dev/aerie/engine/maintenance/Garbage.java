package dev.aerie.engine.maintenance;

import dev.aerie.engine.objectstore.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Objects nothing refers to any more. They are removed after a while, so that replicas that lag
 * behind can still open them. Thread-safe.
 */
final class Garbage {
  private record Folder(String prefix, long removableAtMillis) {}

  private final ObjectStore store;
  private final Clock clock;
  private final Duration grace;
  private final Queue<Folder> folders = new ConcurrentLinkedQueue<>();

  Garbage(ObjectStore store, Clock clock, Duration grace) {
    this.store = store;
    this.clock = clock;
    this.grace = grace;
  }

  void segment(long collectionId, long segmentId) {
    add("col/%d/seg/%d/".formatted(collectionId, segmentId));
  }

  void collection(long collectionId) {
    add("col/%d/".formatted(collectionId));
  }

  /** Removes what has waited long enough. */
  void collect() {
    for (Folder folder = folders.peek();
        folder != null && folder.removableAtMillis <= clock.millis();
        folder = folders.peek()) {
      store.list(folder.prefix, "").forEach(store::delete);
      folders.remove();
    }
  }

  private void add(String prefix) {
    folders.add(new Folder(prefix, clock.millis() + grace.toMillis()));
  }
}
