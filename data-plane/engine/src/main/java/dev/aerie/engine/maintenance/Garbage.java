package dev.aerie.engine.maintenance;

import dev.aerie.engine.backup.Pins;
import dev.aerie.engine.objectstore.ObjectStore;
import dev.aerie.engine.wal.LogPosition;
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
  /**
   * What is to go.
   *
   * @param prefix of a folder, or the key of a single object
   * @param checkpoint how far one has to have the log first: replicas that begin at an older one
   *     read some of the folder
   */
  private record Folder(String prefix, LogPosition checkpoint, long removableAtMillis) {}

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
    add("col/%d/seg/%d/".formatted(collectionId, segmentId), LogPosition.START);
  }

  /** An object of a segment that goes on without it. */
  void object(String key) {
    add(key, LogPosition.START);
  }

  /**
   * A collection that is not there any more.
   *
   * @param gone where the log stands by then
   */
  void collection(long collectionId, LogPosition gone) {
    add("col/%d/".formatted(collectionId), gone);
  }

  /**
   * Removes what has waited long enough and is not needed; the rest waits on.
   *
   * @param checkpointed where the newest checkpoint has the log
   * @return false if something waits for a newer one
   */
  boolean collect(LogPosition checkpointed) {
    return !isDue() || pins.exclusively(() -> collectDue(checkpointed));
  }

  private boolean collectDue(LogPosition checkpointed) {
    Pins.Needed needed = pins.needed();
    List<Folder> waiting = new ArrayList<>();
    boolean covered = true;
    try {
      while (isDue()) {
        Folder folder = folders.remove();
        waiting.add(folder);
        boolean unread = folder.checkpoint.compareTo(checkpointed) <= 0;
        covered &= unread;
        if (unread && isEmptied(folder, needed)) {
          waiting.removeLast();
        }
      }
    } finally {
      waiting.forEach(folder -> add(folder.prefix, folder.checkpoint));
    }
    return covered;
  }

  private boolean isDue() {
    Folder folder = folders.peek();
    return folder != null && folder.removableAtMillis <= clock.millis();
  }

  private boolean isEmptied(Folder folder, Pins.Needed needed) {
    boolean emptied = true;
    for (String key : keys(folder)) {
      if (needed.contains(key)) {
        emptied = false;
      } else {
        store.delete(key);
      }
    }
    return emptied;
  }

  private List<String> keys(Folder folder) {
    return folder.prefix.endsWith("/") ? store.list(folder.prefix, "") : List.of(folder.prefix);
  }

  private void add(String prefix, LogPosition checkpoint) {
    folders.add(new Folder(prefix, checkpoint, clock.millis() + grace.toMillis()));
  }
}
