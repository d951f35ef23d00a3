package dev.aerie.engine.maintenance;

import dev.aerie.engine.backup.Pins;
import dev.aerie.engine.objectstore.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Objects nothing refers to any more. They are removed after a while, so that replicas that lag
 * behind can still open them. Thread-safe.
 */
final class Garbage {
  private record Folder(String prefix, long removableAtMillis) {}

  private final ObjectStore store;
  private final Pins pins;
  private final Clock clock;
  private final Duration grace;
  private final Queue<Folder> folders = new ConcurrentLinkedQueue<>();

  Garbage(ObjectStore store, Pins pins, Clock clock, Duration grace) {
    this.store = store;
    this.pins = pins;
    this.clock = clock;
    this.grace = grace;
  }

  void segment(long collectionId, long segmentId) {
    add("col/%d/seg/%d/".formatted(collectionId, segmentId));
  }

  void collection(long collectionId) {
    add("col/%d/".formatted(collectionId));
  }

  /** Removes what has waited long enough and is not pinned; the rest waits on. */
  void collect() {
    if (isDue()) {
      pins.exclusively(
          () -> {
            Pins.Needed needed = pins.needed();
            List<Folder> waiting = new ArrayList<>();
            while (isDue()) {
              Folder folder = folders.remove();
              if (!isEmptied(folder, needed)) {
                waiting.add(folder);
              }
            }
            waiting.forEach(folder -> add(folder.prefix));
            return null;
          });
    }
  }

  private boolean isDue() {
    Folder folder = folders.peek();
    return folder != null && folder.removableAtMillis <= clock.millis();
  }

  private boolean isEmptied(Folder folder, Pins.Needed needed) {
    boolean emptied = true;
    for (String key : store.list(folder.prefix, "")) {
      if (needed.contains(key)) {
        emptied = false;
      } else {
        store.delete(key);
      }
    }
    return emptied;
  }

  private void add(String prefix) {
    folders.add(new Folder(prefix, clock.millis() + grace.toMillis()));
  }
}
